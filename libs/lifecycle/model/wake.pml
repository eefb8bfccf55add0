/* wake.ts, wake-step.ts, wake-lease.ts, as options of the loop of the including function; they start at `wRead`.
   WOKEN and THROWN: what that function does with the outcome. ASKED: whether it opens a wake if none is open. */

/* work(): reads the record. */
:: atomic { at == wRead ->
     if
     :: !(ASKED) && wake != open -> WOKEN(idle, false)
     :: (ASKED) && wake == givenUp && resting -> WOKEN(givenUp, false)
     :: wake == open && lease && HEED_LEASE && (scheduled || !(ASKED)) -> WOKEN(open, false)
     :: wake == open && lease && HEED_LEASE && !scheduled && (ASKED) -> at = wBeside
     :: else -> latest = latest | ME; at = wLease
     fi }

/* work(): another holder has the lease; it may have died before it enabled the schedule. */
:: atomic { at == wBeside ->
     if
     :: ENABLE_BESIDE -> rule = true; WOKEN(open, false)
     :: !ENABLE_BESIDE -> WOKEN(open, false)
     :: ENABLE_BESIDE && faults > 0 -> faults--; THROWN
     fi }

/* work(): opens the wake and takes its lease. After a write that took effect but was reported as refused, the writer
   finds its own lease. */
:: atomic { at == wLease ->
     if
     :: MINE -> take(); latest = ME; at = wLook
     :: MINE && faults > 0 -> faults--; take(); latest = 0; at = wRead
     :: !MINE && !again -> again = true; at = wRead
     :: !MINE && again && (ASKED) -> again = false; at = wBeside
     :: !MINE && again && !(ASKED) -> again = false; WOKEN(open, false)
     fi }

/* step(): describes the endpoint. A function whose record is outdated may have other `attempts` or `scheduled`. */
:: atomic { at == wLook ->
     again = false;
     if
     :: endpoint != absent && SURE_FIRST && (unsure || !MINE) -> at = wSure
     :: endpoint == absent && LEFT -> at = wEnable
     :: endpoint == absent && SPENT -> at = wGiveUp
     :: endpoint == creating && (scheduled || !MINE) && KNOWN -> at = wMade
     :: endpoint == creating && (!scheduled || !MINE) && KNOWN -> at = wAfter
     :: endpoint == inService && KNOWN -> at = wUsed
     :: endpoint == deleting && KNOWN -> at = wClearing
     :: endpoint == failed && KNOWN -> at = wDelete
     :: overdue > 0 && endpoint != inService && KNOWN -> overdue--; at = wGiveUp
     :: faults > 0 -> faults--; at = wAbandon
     :: faults > 0 && overdue > 0 -> faults--; overdue--; at = wGiveUp
     fi }

/* step(): there is an endpoint, so the last attempt counts. This is written before anything else is done. */
:: atomic { at == wSure ->
     if
     :: MINE -> unsure = false; latest = ME; at = wLook
     :: MINE && faults > 0 -> faults--; unsure = false; latest = 0; WOKEN(open, false)
     :: !MINE -> WOKEN(open, false)
     fi }

#include "wake-create.pml"

/* release(), abandon(), giveUp(): one conditional write each. */
:: atomic { at == wMade || at == wMadeUnscheduled ->
     if
     :: MINE ->
          lease = false; unsure = false; scheduled = (at == wMade); latest = 0;
          attempts = (COUNT_BEFORE -> attempts : attempts + 1)
     :: !MINE
     fi;
     WOKEN(open, false) }
:: atomic { at == wClearing ->
     if :: MINE -> lease = false; unsure = false; latest = 0 :: !MINE fi;
     WOKEN(open, false) }
:: atomic { at == wPause ->
     if :: MINE -> lease = true; scheduled = true; latest = 0 :: !MINE fi;
     WOKEN(open, false) }
:: atomic { at == wUnknown ->
     if :: MINE -> lease = true; scheduled = true; unsure = true; latest = 0 :: !MINE fi;
     WOKEN(open, false) }
/* A denied call, or no configuration: not counted. What was unsure before still is. */
:: atomic { at == wUnseen ->
     if
     :: MINE && (repeats & ME) -> lease = true; scheduled = true; unsure = true; latest = 0
     :: MINE && !(repeats & ME) -> lease = true; scheduled = true; attempts = attempts - 1; latest = 0
     :: !MINE
     fi;
     repeats = repeats & ~ME;
     WOKEN(open, false) }
:: atomic { at == wAbandon ->
     if :: MINE -> lease = false; latest = 0 :: !MINE fi;
     THROWN }
:: atomic { at == wGiveUp ->
     if
     :: MINE -> fail(); at = wTell
     :: MINE && faults > 0 -> faults--; fail(); WOKEN(givenUp, false)
     :: !MINE -> WOKEN(givenUp, false)
     fi }

/* failQueued() */
:: atomic { at == wTell -> tell(); WOKEN(givenUp, false) }

/* complete(): records a use first, then ends the wake. */
:: atomic { at == wUsed -> use(); at = wClose }
:: atomic { at == wClose ->
     if :: MINE -> wake = idle; lease = false; latest = 0 :: !MINE fi;
     WOKEN(idle, true) }

/* clear() */
:: atomic { at == wDelete ->
     CLAIM(6, endpoint != inService);
     if
     :: LEFT -> vanish(); at = wClearing
     :: SPENT -> vanish(); at = wGiveUp
     :: faults > 0 -> faults--; at = wAbandon
     :: faults > 0 -> faults--; vanish(); at = wAbandon
     fi }
#undef ASKED
#undef WOKEN
#undef THROWN
