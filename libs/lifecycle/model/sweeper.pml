/* sweep.ts, reconcile.ts, replay.ts: the jobs function, run by the schedule, and EVENTS times by an event or a poll. */

inline sweeperDone() { leave(); asking = false; replayed = false; again = false; at = begin }

inline sweeperWoken(outcome, serving) {
  if
  :: replayed -> sweeperDone()
  :: !replayed && asking && outcome == givenUp -> at = sTell
  :: !replayed && serving -> asking = false; at = sReplay
  :: !replayed && !serving && !(asking && outcome == givenUp) -> sweeperDone()
  fi
}

#ifdef SWEEPER
active proctype Sweeper() {
  mtype:step at = begin;
  bool again, asking, replayed;
end:
  do
  /* look() */
  :: atomic { at == begin && (rule || events > 0) ->
       if
       :: rule
       :: !rule -> events--; if :: rule = true :: skip fi
       fi;
       enter();
       if
       :: wake == open && STUCK -> at = wRead
       :: wake == open && !STUCK -> sweeperDone()
       :: wake != open && !QUEUED -> sweeperDone()
       :: wake != open && QUEUED && endpoint == inService -> at = sReplay
       :: wake != open && QUEUED && endpoint != inService -> asking = true; at = wRead
       fi }

#define ASKED asking
#define WOKEN(outcome, serving) sweeperWoken(outcome, serving)
#define THROWN sweeperDone()
#include "wake.pml"

  :: atomic { at == sTell -> tell(); sweeperDone() }

  /* replayQueue(): one prediction after the other; if the endpoint is gone, it is woken again. */
  :: atomic { at == sReplay ->
       if
       :: !QUEUED || !REPLAY -> sweeperDone()
       :: QUEUED && endpoint != inService -> asking = true; replayed = true; at = wRead
       :: REPLAY && IS_PARKED(0) && endpoint == inService -> use(); queue[0] = answered
#if ASKERS > 1
       :: REPLAY && !IS_PARKED(0) && IS_PARKED(1) && endpoint == inService -> use(); queue[1] = answered
#endif
#if ASKERS > 2
       :: REPLAY && !IS_PARKED(0) && !IS_PARKED(1) && IS_PARKED(2) && endpoint == inService -> use(); queue[2] = answered
#endif
       fi }

  :: atomic { DIES -> deaths--; sweeperDone() }
  od
}
#endif
