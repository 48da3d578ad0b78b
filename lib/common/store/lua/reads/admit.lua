-- Lets a caller in: counts the call, checks the sign-in, finds the role, and brings what nearly every call needs.
-- A refusal of someone who is known leaves its row in the audit trail before it is told.
--
-- KEYS  2 members   3 practice   4 caller's rate   5 clinic's rate   6 session
-- ARGV  4 uid ('' not signed in)   5 roles that may, best first, comma-separated   6 calls a minute for the caller
--       7 and for the clinic (0: a machine, which has no share in that)   8 signed in at
--       9 practice version that the caller keeps ('' none)
--       10 appointment id ('' none)   11 whether being let in is the access to audit ('1' or '0')
--       12 whether the sign-in is good enough for the team ('1' or '0')
-- RETURNS {role, member (JSON), practice version, body, data key, patient (flat), their cards (flat), appointment (flat),
--          whose that is (flat), their cards (flat)};
--         body and data key are '' where the caller's version is the current one; the last two are for the clinic
-- REFUSES NOT_FOUND, RATE_LIMITED, SESSION_ENDED, FORBIDDEN, SECOND_FACTOR_REQUIRED
local members_key, practice_key, caller_rate_key, clinic_rate_key, session_key =
  KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local uid, roles, caller_limit, clinic_limit = ARGV[4], ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
local signed_in_at, kept_version, appointment_id = tonumber(ARGV[8]), ARGV[9], ARGV[10]
local audits_entry, fit_for_team = ARGV[11] == '1', ARGV[12] == '1'

local WINDOW = 60
local IDLE = 15 * 60
local ABSOLUTE = 12 * 3600
local NOTED_EVERY = 30 -- a sign-in's last use is written at most this often

-- Counted in memory alone: what is forgotten in a crash is less than a minute old, and a call that only reads
-- needn't wait for the disk.
local function is_over_rate(key, limit)
  redis.set_repl(redis.REPL_NONE)
  local calls = redis.call('INCR', key)
  if calls == 1 then
    redis.call('EXPIRE', key, WINDOW)
  end
  redis.set_repl(redis.REPL_ALL)
  return calls > limit
end

-- A sign-in that was never seen counts as used when it was made.
local function is_session_over()
  local last_used = tonumber(redis.call('GET', session_key) or signed_in_at)
  if now - signed_in_at >= ABSOLUTE or now - last_used >= IDLE then
    return true
  end
  if now - last_used >= NOTED_EVERY or last_used == signed_in_at then
    redis.call('SET', session_key, now, 'EX', ABSOLUTE)
  end
  return false
end

local function role_of(member)
  local held = { anyone = true, member = uid ~= '' }
  for _, role in ipairs(member.roles or {}) do
    held[role] = true
  end
  for role in string.gmatch(roles, '[^,]+') do
    if held[role] then
      return role
    end
  end
end

local version = redis.call('HGET', practice_key, 'version')
if not version then
  return refuse('NOT_FOUND')
end
if is_over_rate(caller_rate_key, caller_limit)
  or (clinic_limit > 0 and is_over_rate(clinic_rate_key, clinic_limit)) then
  return refuse('RATE_LIMITED')
end
local member_json, member = '', {}
if uid ~= '' then
  if is_session_over() then
    audited(appointment_id, 'denied')
    return refuse('SESSION_ENDED')
  end
  member_json = redis.call('HGET', members_key, uid) or ''
  member = member_json ~= '' and cjson.decode(member_json) or {}
end
role = role_of(member) or ''
if role == '' then
  audited(appointment_id, 'denied')
  return refuse('FORBIDDEN')
end

local patient, cards, appointment, visitor, visitors_cards, subject = {}, {}, {}, {}, {}, ''
if role == 'patient' then
  patient_in_scope, subject = member.patient_id, member.patient_id
  patient, cards = patient_with_cards(member.patient_id)
elseif role == 'provider' or role == 'staff' or role == 'owner' then
  if not fit_for_team then
    audited(appointment_id, 'denied')
    return refuse('SECOND_FACTOR_REQUIRED')
  end
  patient_in_scope = '*'
end
if appointment_id ~= '' then
  local key = prefix .. 'appointment:' .. appointment_id
  local patient_id = redis.call('HGET', key, 'patient_id')
  if not in_scope(patient_id) then
    audited(appointment_id, 'denied')
    return refuse('NOT_FOUND')
  end
  appointment, subject = redis.call('HGETALL', key), appointment_id
  if patient_in_scope == '*' then
    visitor, visitors_cards = patient_with_cards(patient_id)
  end
end
if audits_entry then
  audited(subject)
end
local body, data_key = '', ''
if version ~= kept_version then
  body, data_key = unpack(redis.call('HMGET', practice_key, 'body', 'data_key'))
end
return { role, member_json, version, body, data_key, patient, cards, appointment, visitor, visitors_cards }
