/* predict.ts: one caller and its API instance. It asks once, at any time. */

/* park(), after the wake: refused, replayed at once, or accepted (202). */
inline askerWoken(outcome, serving) {
  if
  :: outcome == givenUp -> at = aRefuse
  :: outcome != givenUp && serving -> at = aReplay
  :: outcome != givenUp && !serving -> accepted[_pid] = true; leave(); at = done
  fi
}

active [ASKERS] proctype Asker() {
  mtype:step at = begin;
  bool again;
end:
  do
  /* predict(): answered by the endpoint, or parked. */
  :: atomic { at == begin && TURN ->
       begun++;
       enter();
       if
       :: endpoint == inService -> use(); leave(); at = done
       :: endpoint != inService -> at = aPark
       fi }
  :: atomic { at == aPark -> queue[_pid] = parked; at = wRead }

#define ASKED true
#define WOKEN(outcome, serving) askerWoken(outcome, serving)
#define THROWN at = aRefuse
#include "wake.pml"

  :: atomic { at == aReplay ->
       if
       :: endpoint == inService && queue[_pid] == parked -> use(); queue[_pid] = answered
       :: else
       fi;
       accepted[_pid] = true; leave(); at = done }
  /* refuse() */
  :: atomic { at == aRefuse -> queue[_pid] = answered; leave(); at = done }

  :: atomic { DIES -> deaths--; again = false; leave(); at = done }
  od
}
