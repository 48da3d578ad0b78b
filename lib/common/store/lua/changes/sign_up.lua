-- Makes a member of the clinic its patient. Somebody who is one already stays as they are.
--
-- KEYS  3 members   4 patient
-- ARGV  5 uid   6 patient id   7 member (JSON) with the new role   8 member as it was read ('' none)
--       9… the patient's fields, name and value in turn
-- RETURNS JSON {patient_id, created}
-- REFUSES STALE_VERSION, IDEMPOTENCY_MISMATCH
local members_key, patient_key = KEYS[3], KEYS[4]
local uid, patient_id, member, member_before = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

local before = replayed()
if before then
  return before
end
local known = redis.call('HGET', members_key, uid)
if known then
  local known_patient = cjson.decode(known).patient_id
  if known_patient and known_patient ~= cjson.null then
    audited(known_patient, 'known')
    return cjson.encode({ patient_id = known_patient, created = false })
  end
end
if (known or '') ~= member_before then
  return refuse('STALE_VERSION')
end
audited(patient_id)
redis.call('HSET', members_key, uid, member)
redis.call('HSET', patient_key, 'id', patient_id, unpack(ARGV, 9))
return done(cjson.encode({ patient_id = patient_id, created = true }))
