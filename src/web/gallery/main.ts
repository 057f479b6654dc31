import '../theme/tokens.css';
import '../theme/fonts.css';
import '../theme/page.css';
import './gallery-app.ts';
