// One client by name: importing the whole package dynamically would keep all of it in the bundle.
export { StorageManagementClient } from '@azure/arm-storage';
