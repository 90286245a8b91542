// Azure's error codes with the status and the message that they usually have. Braces stand for facts of the request.
// From recorded traffic and documentation: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
import type { JsonObject } from '../../base/json.ts';

export interface CodeRow {
  readonly status: number;
  readonly message: string;
  /** Seconds, for what may be tried again. */
  readonly retryAfter?: number;
  /** The answer is that of an operation that ended so: 200, and the error in its body. */
  readonly isPoll?: true;
  readonly additionalInfo?: readonly JsonObject[];
  /** The code within, where Azure always nests one. */
  readonly inner?: string;
}

const throttled = 'Please try again after';

export const codeRows: Readonly<Record<string, CodeRow>> = {
  ResourceNotFound: {
    status: 404,
    message:
      "The Resource '{type}/{name}' under resource group '{group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  },
  ResourceGroupNotFound: { status: 404, message: "Resource group '{group}' could not be found." },
  ParentResourceNotFound: {
    status: 404,
    message:
      "Failed to perform '{verb}' on resource(s) of type '{type}', because the parent resource '{parent}' could not be found.",
  },
  InvalidResourceType: {
    status: 404,
    message:
      "The resource type could not be found in the namespace '{namespace}' for api version '{version}'.",
  },
  MissingSubscriptionRegistration: {
    status: 409,
    message:
      "The subscription is not registered to use namespace '{namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.",
  },
  AuthorizationFailed: {
    status: 403,
    message:
      "The client '{client}' with object id '{principal}' does not have authorization to perform action '{type}/{verb}' over scope '{id}' or the scope is invalid. If access was recently granted, please refresh your credentials.",
  },
  InvalidRequestContent: {
    status: 400,
    message:
      "The request content was invalid and could not be deserialized: 'Unexpected character encountered while parsing value.'.",
  },
  NoRegisteredProviderFound: {
    status: 400,
    message:
      "No registered resource provider found for location '{location}' and API version '{version}' for type '{type}'. The supported api-versions are '2021-04-01'. The supported locations are '{location}'.",
  },
  InvalidApiVersionParameter: {
    status: 400,
    message: "The api-version '{version}' is invalid. The supported versions are '2021-04-01'.",
  },
  MissingApiVersionParameter: {
    status: 400,
    message: 'The api-version query parameter (?api-version=) is required for all requests.',
  },
  LocationNotAvailableForResourceType: {
    status: 400,
    message:
      "The provided location '{location}' is not available for resource type '{type}'. List of available regions for the resource type is 'westeurope'.",
  },
  LocationNotAvailableForResourceGroup: {
    status: 400,
    message:
      "The provided location '{location}' is not available for resource group. List of available regions is 'westeurope'.",
  },
  ScopeLocked: {
    status: 409,
    message:
      "The scope '{id}' cannot perform {verb} operation because following scope(s) are locked: '{scope}'. Please remove the lock and try again.",
  },
  RequestDisallowedByPolicy: {
    status: 403,
    message:
      'Resource \'{name}\' was disallowed by policy. Policy identifiers: \'[{"policyAssignment":{"name":"mock"},"policyDefinition":{"name":"mock"}}]\'.',
    additionalInfo: [{ type: 'PolicyViolation', info: { policyAssignmentName: 'mock' } }],
  },
  DeploymentActive: {
    status: 409,
    message:
      "Unable to edit or replace deployment '{name}': previous deployment from '{time}' is still active (expiration time is '{week}'). Please see https://aka.ms/arm-deploy for usage details.",
  },
  InvalidTemplate: {
    status: 400,
    message: "Deployment template validation failed: 'the mock was told to say so'.",
    additionalInfo: [
      { type: 'TemplateViolation', info: { lineNumber: 1, linePosition: 1, path: 'properties.template' } },
    ],
  },
  InvalidTemplateDeployment: {
    status: 400,
    message:
      "The template deployment '{name}' is not valid according to the validation procedure. The tracking id is '{guid}'. See inner errors for details.",
    inner: 'QuotaExceeded',
  },
  PreflightValidationCheckFailed: {
    status: 400,
    message: 'Preflight validation failed. Please refer to the details for the specific errors.',
    inner: 'StorageAccountAlreadyTaken',
  },
  QuotaExceeded: {
    status: 400,
    message:
      'Operation results in exceeding quota limits of Core. Maximum allowed: 4, Current in use: 4, Additional requested: 4. Please read more about quota increase at https://aka.ms/AzurePerVMQuotaLimits.',
  },
  DeploymentFailed: {
    status: 200,
    isPoll: true,
    message:
      'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.',
    inner: 'AllocationFailed',
  },
  DeploymentQuotaExceeded: {
    status: 409,
    message:
      "Creating the deployment '{name}' would exceed the quota of '800'. Please delete some deployments before creating a new one.",
  },
  StorageAccountAlreadyTaken: {
    status: 409,
    message: 'The storage account named {name} is already taken.',
  },
  DnsRecordInUse: {
    status: 400,
    message: 'DNS record {name}.{location}.cloudapp.azure.com is already used by another public IP.',
  },
  OperationNotAllowed: {
    status: 409,
    message:
      'Operation could not be completed as it results in exceeding approved Total Regional Cores quota. Additional details - Deployment Model: Resource Manager, Location: {location}, Current Limit: 4, Current Usage: 4, Additional Required: 4, (Minimum) New Limit Required: 8.',
  },
  SkuNotAvailable: {
    status: 409,
    message:
      "The requested size for resource '{id}' is currently not available in location '{location}' zones '' for subscription '{subscription}'. Please try another size or deploy to a different location or zones. See https://aka.ms/azureskunotavailable for details.",
  },
  InUseSubnetCannotBeDeleted: {
    status: 400,
    message: 'Subnet {name} is in use by {id} and cannot be deleted.',
  },
  InUseNetworkSecurityGroupCannotBeDeleted: {
    status: 400,
    message:
      'Network security group {id} cannot be deleted because it is in use by the following resources: {id}.',
  },
  PublicIPAddressCannotBeDeleted: {
    status: 400,
    message: 'Public IP address {id} can not be deleted since it is still allocated to resource {id}.',
  },
  NicInUse: { status: 400, message: 'Network Interface {id} is used by existing resource {id}.' },
  RetryableError: {
    status: 429,
    message: 'A retryable error occurred.',
    retryAfter: 10,
    inner: 'RetryableErrorDueToAnotherOperation',
  },
  RetryableErrorDueToAnotherOperation: {
    status: 429,
    message: 'Operation ({guid}) is updating resource {id}. The call can be retried in {seconds} seconds.',
    retryAfter: 10,
  },
  SubscriptionRequestsThrottled: {
    status: 429,
    message: `Number of requests for subscription '{subscription}' and operation '{operation}' exceeded the backend storage limit. ${throttled} '{seconds}' seconds.`,
    retryAfter: 10,
  },
  ResourceRequestsThrottled: {
    status: 429,
    message: `Number of requests for action '{type}/{verb}' exceeded the limit of '150' for time interval '01:00:00'. ${throttled} '{seconds}' seconds.`,
    retryAfter: 10,
  },
  // https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/allocation-failure
  AllocationFailed: {
    status: 409,
    message:
      'Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more about improving likelihood of allocation success at https://aka.ms/allocation-guidance',
  },
  ZonalAllocationFailed: {
    status: 409,
    message:
      'Allocation failed. We do not have sufficient capacity for the requested VM size in this zone. Read more about improving likelihood of allocation success at https://aka.ms/allocation-guidance',
  },
  // github.com/Azure/aks-engine/issues/3694
  OSProvisioningTimedOut: {
    status: 409,
    message:
      "OS Provisioning for VM '{name}' did not finish in the allotted time. The VM may still finish provisioning successfully. Please check provisioning state later.",
  },
  VMExtensionProvisioningError: {
    status: 409,
    message:
      "VM has reported a failure when processing extension 'mock' (publisher 'Microsoft.Compute' and type 'mock'). Error message: \"Enable failed with exit code 52\".",
  },
  // What stands in front of the services, and the services themselves, on a bad day.
  BadRequest: { status: 400, message: 'The request is not valid.' },
  Unauthorized: { status: 401, message: 'The request is not authorized.' },
  Forbidden: { status: 403, message: 'The request is forbidden.' },
  NotFound: { status: 404, message: 'The requested resource was not found.' },
  RequestTimeout: { status: 408, message: 'The request timed out.' },
  Conflict: { status: 409, message: 'The request failed due to conflict with a concurrent request.' },
  PreconditionFailed: { status: 412, message: 'The precondition of the request is not met.' },
  TooManyRequests: {
    status: 429,
    message: `Too many requests. ${throttled} '{seconds}' seconds.`,
    retryAfter: 10,
  },
  InternalServerError: {
    status: 500,
    message: 'Encountered internal server error. Diagnostic information: {guid}.',
  },
  NotImplemented: { status: 501, message: 'The operation is not implemented.' },
  BadGateway: { status: 502, message: 'The gateway received an invalid answer.' },
  ServerTimeout: {
    status: 503,
    message: 'The request timed out. Diagnostic information: {guid}.',
    retryAfter: 10,
  },
  GatewayTimeout: {
    status: 504,
    message: "The gateway did not receive a response from '{namespace}' within the specified time period.",
  },
};

/** The code that stands for a status where only that was given. */
const byStatus: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  408: 'RequestTimeout',
  409: 'Conflict',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  501: 'NotImplemented',
  502: 'BadGateway',
  503: 'ServerTimeout',
  504: 'GatewayTimeout',
};

export function codeOfStatus(status: number): string {
  return byStatus[status] ?? (status < 500 ? 'BadRequest' : 'InternalServerError');
}
