/** What one build is told at run time, so that the same files serve every deployment. */
export interface SiteConfig {
  readonly apiBase: string;
  /** The slug of the clinic that `/` shows. */
  readonly defaultClinic: string;
  readonly firebase: {
    readonly apiKey: string;
    readonly projectId: string;
    readonly authDomain: string;
    /** Set on a laptop only. */
    readonly emulatorUrl: string | null;
  };
  readonly stripe: { readonly publishableKey: string; readonly scriptUrl: string };
}

let loaded: Promise<SiteConfig> | undefined;

export function loadConfig(): Promise<SiteConfig> {
  loaded ??= fetchConfig();
  return loaded;
}

async function fetchConfig(): Promise<SiteConfig> {
  const response = await fetch("/config.json");
  if (!response.ok) {
    loaded = undefined;
    throw new Error(`config.json answered ${response.status}`);
  }
  return (await response.json()) as SiteConfig;
}
