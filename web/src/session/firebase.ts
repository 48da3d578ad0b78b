/** Firebase, loaded when someone signs in and not before. The only file that knows it. */
import { initializeApp } from "@firebase/app";
import {
  applyActionCode,
  browserSessionPersistence,
  confirmPasswordReset,
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  getMultiFactorResolver,
  initializeAuth,
  onAuthStateChanged,
  reload,
  sendEmailVerification,
  sendPasswordResetEmail,
  signInWithEmailAndPassword,
  signOut,
  TotpMultiFactorGenerator,
  updateProfile,
  verifyPasswordResetCode,
  type Auth,
  type MultiFactorError,
  type User,
} from "@firebase/auth";
import { loadConfig } from "@/config";
import { SignInProblem, type Gate, type Person, type SecondFactor, type SignInFault } from "./gate";

const FAULTS: Record<string, SignInFault> = {
  "auth/email-already-in-use": "known_address",
  "auth/expired-action-code": "link_ended",
  "auth/invalid-action-code": "link_ended",
  "auth/invalid-credential": "mismatch",
  "auth/invalid-email": "bad_address",
  "auth/invalid-verification-code": "wrong_code",
  "auth/network-request-failed": "offline",
  "auth/too-many-requests": "too_many",
  "auth/user-disabled": "mismatch",
  "auth/user-not-found": "mismatch",
  "auth/weak-password": "weak_password",
  "auth/wrong-password": "mismatch",
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

async function guarded<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    throw new SignInProblem(FAULTS[codeOf(error)] ?? "unknown");
  }
}

/** Verified is who is so in the token, for that is what our functions go by; a token that lags is renewed. */
async function personOf(user: User | null): Promise<Person | null> {
  if (!user) return null;
  const { claims } = await user.getIdTokenResult();
  if (user.emailVerified && claims["email_verified"] !== true) await user.getIdToken(true);
  return { email: user.email ?? "", name: user.displayName ?? "", verified: user.emailVerified };
}

async function open(): Promise<Auth> {
  const { firebase } = await loadConfig();
  const { apiKey, authDomain, projectId } = firebase;
  // The session lives in this tab alone: a shared computer forgets it with the tab.
  const auth = initializeAuth(initializeApp({ apiKey, authDomain, projectId }), {
    persistence: browserSessionPersistence,
  });
  auth.languageCode = document.documentElement.lang;
  if (firebase.emulatorUrl) connectAuthEmulator(auth, firebase.emulatorUrl, { disableWarnings: true });
  await auth.authStateReady();
  return auth;
}

/**
 * The authenticator app's code. Texts as a second factor would need reCAPTCHA, a third party's script on
 * the sign-in page, which the content security policy bars.
 */
function challenge(auth: Auth, error: MultiFactorError, tell: () => Promise<void>): SecondFactor {
  const resolver = getMultiFactorResolver(auth, error);
  const hint = resolver.hints.find((one) => one.factorId === TotpMultiFactorGenerator.FACTOR_ID);
  if (!hint) throw new SignInProblem("unknown");
  const resolve = async (code: string): Promise<void> => {
    await resolver.resolveSignIn(TotpMultiFactorGenerator.assertionForSignIn(hint.uid, code));
    await tell();
  };
  return { resolve: (code) => guarded(() => resolve(code)) };
}

/** Opens the gate. `onChange` hears every change of who is signed in. */
export async function openGate(onChange: (person: Person | null) => void): Promise<Gate> {
  const auth = await open();
  const tell = async (): Promise<void> => {
    onChange(await personOf(auth.currentUser));
  };
  onAuthStateChanged(auth, () => void tell());
  await tell();
  const here = () => ({ url: `${location.origin}/sign-in` });
  return {
    async signIn(email, password) {
      try {
        await signInWithEmailAndPassword(auth, email, password);
        await tell();
        return null;
      } catch (error) {
        if (codeOf(error) === "auth/multi-factor-auth-required")
          return challenge(auth, error as MultiFactorError, tell);
        throw new SignInProblem(FAULTS[codeOf(error)] ?? "unknown");
      }
    },
    signUp: (email, password, name) =>
      guarded(async () => {
        const { user } = await createUserWithEmailAndPassword(auth, email, password);
        await updateProfile(user, { displayName: name });
        await tell();
        await sendEmailVerification(user, here());
      }),
    sendVerification: () =>
      guarded(async () => {
        if (auth.currentUser) await sendEmailVerification(auth.currentUser, here());
      }),
    sendReset: (email) => guarded(() => sendPasswordResetEmail(auth, email, here())),
    checkReset: (code) => guarded(() => verifyPasswordResetCode(auth, code)),
    resetPassword: (code, password) => guarded(() => confirmPasswordReset(auth, code, password)),
    verifyEmail: (code) => guarded(() => applyActionCode(auth, code)),
    refresh: () =>
      guarded(async () => {
        if (auth.currentUser) await reload(auth.currentUser);
        await tell();
      }),
    token: async () => (await auth.currentUser?.getIdToken()) ?? null,
    signedInAt: async () => {
      const result = await auth.currentUser?.getIdTokenResult();
      return result ? Date.parse(result.authTime) : null;
    },
    signOut: () => signOut(auth),
  };
}
