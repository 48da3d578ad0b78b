/** What the site needs of whoever keeps the accounts. */
export interface Person {
  readonly email: string;
  readonly name: string;
  readonly verified: boolean;
}

export type SignInFault =
  | "mismatch"
  | "known_address"
  | "bad_address"
  | "weak_password"
  | "wrong_code"
  | "link_ended"
  | "too_many"
  | "offline"
  | "unknown";

export class SignInProblem extends Error {
  override readonly name = "SignInProblem";

  constructor(readonly fault: SignInFault) {
    super(fault);
  }
}

/** The second half of a sign-in: the code of the authenticator app. */
export interface SecondFactor {
  resolve(code: string): Promise<void>;
}

/** Every promise is refused with a SignInProblem. */
export interface Gate {
  /** Null once signed in, or what is asked for next. */
  signIn(email: string, password: string): Promise<SecondFactor | null>;
  signUp(email: string, password: string, name: string): Promise<void>;
  sendVerification(): Promise<void>;
  sendReset(email: string): Promise<void>;
  /** The address that a reset link is for. */
  checkReset(code: string): Promise<string>;
  resetPassword(code: string, password: string): Promise<void>;
  verifyEmail(code: string): Promise<void>;
  /** Asks whether the address was verified meanwhile. */
  refresh(): Promise<void>;
  token(): Promise<string | null>;
  /** Milliseconds since the epoch. */
  signedInAt(): Promise<number | null>;
  signOut(): Promise<void>;
}
