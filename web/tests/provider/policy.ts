import { vi } from "vitest";
import type { Receipt } from "@/api/calls";
import type { Fee, Policies, Policy, PolicyBody, Question } from "@/provider/policyCalls";
import { harbor, receipt } from "../demo";
import { hours } from "./clinic";

export const amount = (value: number): Fee => ({ kind: "amount", value });
export const percent = (value: number): Fee => ({ kind: "percent", value });

export const policy = (over: Partial<Policy> = {}): Policy => ({
  version: 7,
  hash: "0".repeat(64),
  currency: "usd",
  tiers: [
    { hours_before: 24, fee: amount(5000) },
    { hours_before: 2, fee: percent(60) },
  ],
  no_show_fee: amount(10000),
  grace_minutes: 15,
  barred_payers: ["pay_masshealth"],
  published_at: "2027-02-01T15:00:00Z",
  overrides: [{ appointment_type_id: "typ_mole", tiers: [], no_show_fee: amount(0) }],
  cap: null,
  move_hours: 4,
  no_shows: { grace_minutes: 10, charge_after_hours: 6, unattended: "mark" },
  ...over,
});

export const policies = (...versions: Policy[]): Policies => ({
  current: versions[0] ?? policy(),
  versions: versions.length ? versions : [policy()],
  always_barred: ["pay_masshealth"],
});

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly field?: string;
  readonly detail?: string;
}

const MEDICAID = "pay_masshealth";
export const CLINIC = {
  ...harbor,
  payers: [
    { id: MEDICAID, name: "MassHealth", bars_fees: true },
    { id: "pay_tufts", name: "Tufts", bars_fees: false },
  ],
};

/** A server with a clinic, its policy and whoever calls as `role`. What it says of a fee is nothing one could guess. */
export function startServer(stored: Policies = policies(), role = "owner") {
  const server = {
    stored,
    previews: [] as Question[],
    published: [] as PolicyBody[],
    refusal: null as Refusal | null,
    previewRefusal: null as Refusal | null,
    receipt: receipt({ steps: [{ from_at: "2027-03-08T20:00:00Z", fee_minor: 4321 }] }),
  };
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
  const refuse = (refusal: Refusal) => json({ request_id: "r1", detail: "", ...refusal }, refusal.status);

  function preview(question: Question): Response {
    server.previews.push(question);
    if (server.previewRefusal) return refuse(server.previewRefusal);
    const barred = question.payer_id === MEDICAID || question.barred_payers.includes(question.payer_id ?? "");
    return json({ receipt: { ...server.receipt, barred } satisfies Receipt });
  }
  function publish(body: PolicyBody): Response {
    if (server.refusal) return refuse(server.refusal);
    const { current, versions } = server.stored;
    if (body.version !== current.version) return refuse({ status: 409, code: "stale_version" });
    server.published.push(body);
    const next = { ...policy(), ...body, version: body.version + 1 };
    server.stored = { ...server.stored, current: next, versions: [next, ...versions] };
    return json(server.stored);
  }
  async function answer(input: string | Request): Promise<Response> {
    if (typeof input === "string") return json({ apiBase: "/api", defaultClinic: harbor.slug });
    const { pathname, searchParams } = new URL(input.url);
    if (pathname.endsWith("/clinic")) return json(CLINIC);
    if (searchParams.get("as") !== role) return refuse({ status: 403, code: "forbidden" });
    if (pathname.endsWith("/availability")) return json(hours());
    if (input.method === "PUT") return preview((await input.json()) as Question);
    return input.method === "POST" ? publish((await input.json()) as PolicyBody) : json(server.stored);
  }
  vi.stubGlobal("fetch", answer);
  return server;
}
