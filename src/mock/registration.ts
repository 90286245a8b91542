// Whether the subscription may use a namespace. A registration that was asked for takes its time; until it is
// over the state reads Registering, and writes are refused as before it was asked for.
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
import { refuse } from './fault.ts';
import { endOf, isOver, type Moment } from './realm.ts';

const registrationMs = 30_000;

type RegistrationState = 'Registered' | 'Registering' | 'NotRegistered';

export function registrationOf(moment: Moment, namespace: string): RegistrationState {
  const record = moment.realm.tables.registrations.get(namespace);
  if (record === undefined) {
    const provider = moment.realm.catalogue.provider(namespace);
    return provider === undefined || provider.registered ? 'Registered' : 'NotRegistered';
  }
  return record.state === 'Registered' && !isOver(moment, record.until) ? 'Registering' : record.state;
}

export function beginRegistration(moment: Moment, namespace: string): void {
  const { registrations } = moment.realm.tables;
  const isNew =
    moment.realm.catalogue.provider(namespace) === undefined && registrations.get(namespace) === undefined;
  // Nobody describes it, so it may be used already; noted, so that it can be asked about.
  if (isNew)
    registrations.put(namespace, { namespace, state: 'Registered', until: moment.now.toISOString() });
  if (registrationOf(moment, namespace) !== 'NotRegistered') return;
  const until = endOf(moment, registrationMs).toISOString();
  registrations.put(namespace, { namespace, state: 'Registered', until });
}

export function unregister(moment: Moment, namespace: string): void {
  const until = moment.now.toISOString();
  moment.realm.tables.registrations.put(namespace, { namespace, state: 'NotRegistered', until });
}

export function requireRegistration(moment: Moment, namespace: string): void {
  if (registrationOf(moment, namespace) === 'Registered') return;
  const message = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
  const code = 'MissingSubscriptionRegistration';
  refuse(409, code, message, { details: [{ code, message, target: namespace }] });
}
