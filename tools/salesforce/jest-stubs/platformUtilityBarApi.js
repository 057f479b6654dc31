import { createTestWireAdapter } from '@salesforce/sfdx-lwc-jest';

// Salesforce's module of that name, which sfdx-lwc-jest does not stand in for.
export const EnclosingUtilityId = createTestWireAdapter(jest.fn());
export const getAllUtilityInfo = jest.fn().mockResolvedValue([]);
export const getInfo = jest.fn().mockResolvedValue({});
export const minimize = jest.fn().mockResolvedValue(true);
export const onUtilityClick = jest.fn().mockResolvedValue(true);
export const open = jest.fn().mockResolvedValue(true);
export const updatePanel = jest.fn().mockResolvedValue(true);
export const updateUtility = jest.fn().mockResolvedValue(true);
