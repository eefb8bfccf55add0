/* Processes that need no caller: SageMaker, calls that take effect late, and time. */

active proctype SageMaker() {
end:
  do
  :: atomic { endpoint == creating && sinceCreation == 0 && !lateCreate ->
       if
       :: endpoint = inService
       :: failures > 0 -> failures--; endpoint = failed; lit = false
       fi }
  :: atomic { endpoint == deleting -> endpoint = absent }
  od
}

active proctype Late() {
end:
  do
  :: atomic { lateCreate ->
       lateCreate = false;
       if :: endpoint == absent -> appear() :: else fi;
       check() }
  :: atomic { lateDisable -> lateDisable = false; rule = false; check() }
  od
}

/* The lease of a wake expires: one without a holder, and one whose holder is alive but slow. */
active proctype Lease() {
end:
  do
  :: atomic { lease && EXPIRES && latest == 0 -> lease = false }
  :: atomic { lease && EXPIRES && latest != 0 && (SLOW < 0 || slow > 0) ->
       slow = (SLOW < 0 -> 0 : slow - 1);
       lease = false }
  od
}

/* The idle time passes. It is longer than the run of any function. */
active proctype Idle() {
end:
  do
  :: atomic { endpoint == inService && !stale && sinceUse == 0 -> stale = true }
  od
}

/* The pause after a failure passes. It is longer than any step of the wake that is still in flight. */
active proctype Rest() {
end:
  do
  :: atomic { resting && sinceRest == 0 && !lateCreate -> resting = false }
  od
}
