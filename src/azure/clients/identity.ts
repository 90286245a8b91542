// The credentials by name: importing the whole package dynamically would keep all of it in the bundle.
export { ClientSecretCredential, DefaultAzureCredential, WorkloadIdentityCredential } from '@azure/identity';
