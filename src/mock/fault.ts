// A refusal in Azure's envelope: status, code, message, and whatever nests below. Thrown by any rule of the
// mock, turned into a response in one place.
import type { JsonObject } from '../base/json.ts';

export interface FaultDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly FaultDetail[];
  readonly additionalInfo?: readonly JsonObject[];
}

export class ArmFault extends Error {
  readonly status: number;
  readonly detail: FaultDetail;

  constructor(status: number, detail: FaultDetail) {
    super(detail.message);
    this.name = 'ArmFault';
    this.status = status;
    this.detail = detail;
  }
}

export function refuse(
  status: number,
  code: string,
  message: string,
  more: Omit<FaultDetail, 'code' | 'message'> = {},
): never {
  throw new ArmFault(status, { code, message, ...more });
}
