/** The calls of the policy page. */
import { read, write, type Schemas } from "@/api/client";
import type { Policy } from "@/api/calls";
import type { Post } from "./calls";

export type Policies = Schemas["PoliciesView"];
/** What is sent: every field of it, because what is left out would be given up. */
export type PolicyBody = Required<Omit<Schemas["PolicyDraft"], "no_shows">> & Pick<Policy, "no_shows">;
export type Fee = Schemas["FeeGiven"];
export type Terms = Pick<Policy, "tiers" | "no_show_fee">;
export type Unattended = Policy["no_shows"]["unattended"];
export type { Policy };

/** The visit that a draft is read for. */
export type Sample = Required<Omit<Schemas["PolicyPreview"], keyof Schemas["PolicyDraft"]>>;
export type Question = PolicyBody & Sample;
export type Receipt = Schemas["ReceiptView"];

export const policyKey = (clinic: string) => ["policy", clinic] as const;

export function getPolicies(post: Post): Promise<Policies> {
  return read("/policy", { ...post });
}

/** Publishes nothing. */
export async function previewPolicy(post: Post, key: string, question: Question): Promise<Receipt> {
  return (await write("put", "/policy", { ...post }, key, question)).receipt;
}

/** Only the owner and the providers get here. */
export function publishPolicy({ clinic, as }: Post, key: string, body: PolicyBody): Promise<Policies> {
  return write("post", "/policy", { clinic, as: as as "owner" | "provider" }, key, body);
}
