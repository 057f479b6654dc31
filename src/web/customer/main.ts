import '../theme/tokens.css';
import '../theme/fonts.css';
import '../theme/page.css';
import { createApiClient } from '../clients/api-client.ts';
import { createDemoClient } from '../clients/demo-client.ts';
import { createCustomerSession } from './customer-session.ts';
import { createCustomerStore } from './store/customer-store.ts';
import './views/customer-app.ts';

const app = document.querySelector('care-customer-app');
if (app) {
  const store = createCustomerStore();
  const api = createApiClient();
  const customer = createCustomerSession({ api, demo: createDemoClient(api), store });
  app.store = store;
  app.customer = customer;
  void customer.start();
}
