/** Calls about what cards are asked for. */
import { read, write, type Schemas } from "@/api/client";
import type { Charge } from "@/charges/charge";
import type { Post } from "./calls";

export type Charges = Schemas["ChargesView"];
export type Comparison = Schemas["ComparisonView"];
export type ChargeChange = Schemas["ChargeChange"];

/** One patient's, newest first; without one every open charge of the practice, longest due first. */
export function getCharges(post: Post, patientId: string | null): Promise<Charges> {
  return read("/charges", { ...post, patient_id: patientId });
}

export async function changeCharge(post: Post, key: string, change: ChargeChange): Promise<Charge> {
  return (await write("post", "/charges", { ...post }, key, change)).charge;
}
