// What goes wrong on demand, as a document: rules, each with what it is about and what then happens. Types only;
// `parse.ts` holds what somebody wrote against them.

export interface FaultDocument {
  readonly faults: readonly FaultRule[];
}

export interface FaultRule {
  readonly match: FaultMatch;
  readonly effect: WireEffect | WorkEffect;
}

export const operations = ['read', 'list', 'write', 'delete', 'action', 'poll', 'login'] as const;
export type Operation = (typeof operations)[number];

/** All that is stated must hold; what is left out holds always. */
export interface FaultMatch {
  /** The number of the request since the mock began, from 1: this one, or this one and all that follow. */
  readonly call?: number;
  readonly from?: number;
  readonly method?: string;
  /** `*` stands for what is in one segment, `**` for anything; case does not count. */
  readonly path?: string;
  readonly type?: string;
  readonly operation?: Operation;
  /** Of all that matches otherwise: from which on, and how many. With `nth` alone it is just that one. */
  readonly nth?: number;
  readonly times?: number;
  /** From 0 to 1, decided by the seed. */
  readonly probability?: number;
}

/** What a caller meets, whatever the world does. */
export type WireEffect =
  | { readonly answer: Refusal & { readonly retryAfter?: number } }
  /** Whether the request was carried out before the connection broke. */
  | { readonly reset: 'before' | 'after' }
  | { readonly stall: 'before' | 'after' }
  /** The connection breaks when this share of the body was sent. */
  | { readonly truncate: number }
  | { readonly garbage: Garbage };

export const garbages = ['text', 'html', 'cut', 'empty', 'array'] as const;
export type Garbage = (typeof garbages)[number];

/** What becomes of the work itself, be it asked for by a request or by a deployment. */
export type WorkEffect =
  | { readonly refuse: Refusal }
  | { readonly failAtEnd: Refusal }
  /** Added seconds are those of the world's clock, whatever the speed. */
  | { readonly slow: { readonly factor?: number; readonly addSeconds?: number } }
  /** For so long reads and lists show what was there before. */
  | { readonly late: { readonly seconds: number } };

/** Azure's code with its usual status and message, unless they are given. */
export interface Refusal {
  readonly code?: string;
  readonly status?: number;
  readonly message?: string;
  readonly target?: string;
}

/** Something that a rule may be about: a request, or work that a request or a deployment asks for. */
export interface Occasion {
  readonly path: string;
  readonly type: string;
  readonly operation: Operation;
  /** Only of a request. */
  readonly call?: number;
  readonly method?: string;
}

export interface Faults {
  /** What a request meets, if anything: the first rule that is about it. */
  onCall(occasion: Occasion): WireEffect | undefined;
  /** What work meets: of each kind the first. */
  onWork(occasion: Occasion): readonly WorkEffect[];
}
