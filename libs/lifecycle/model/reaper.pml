/* reap.ts, reap-endpoint.ts, reap-step.ts. Concurrent calls take effect in any order. */

#define READ_WAKE 1
#define READ_ENDPOINT 2
#define READ_QUEUE 4
#define READ_ALL 7

inline reaperDone() {
  got = 0; openSeen = false; restingSeen = false; queuedSeen = false; idling = false; bad = false; again = false; seen = absent;
  leave(); at = begin
}

/* Decides as soon as the remaining reads cannot change the decision. */
inline decide() {
  if
  :: (got & READ_ENDPOINT) && (seen == creating || seen == deleting) -> look(rEnable)
  :: (got & READ_ENDPOINT) && seen == absent && (openSeen || restingSeen || queuedSeen) -> look(rEnable)
  :: got == READ_ALL && seen == absent && !openSeen && !restingSeen && !queuedSeen -> look(rDisable)
  :: (got & READ_ENDPOINT) && seen == failed && openSeen -> look(wRead)
  :: (got & READ_ENDPOINT) && (got & READ_WAKE) && seen == failed && !openSeen -> look(rDelete)
  :: (got & READ_ENDPOINT) && seen == inService && openSeen -> look(wRead)
  :: got == READ_ALL && seen == inService && !openSeen && queuedSeen -> look(rEnable)
  :: got == READ_ALL && seen == inService && !openSeen && !queuedSeen -> look(rUse)
  :: else
  fi
}

inline look(next) { got = 0; openSeen = false; restingSeen = false; queuedSeen = false; seen = absent; at = next }

/* stopSchedule(): one reason to keep the schedule is enough. */
inline goOn(found) {
  if
  :: found -> got = 0; at = rEnable
  :: !(found) && got != READ_ALL
  :: !(found) && got == READ_ALL -> reaperDone()
  fi
}

active [REAPERS] proctype Reaper() {
  mtype:step at = begin;
  bool again, openSeen, restingSeen, queuedSeen, idling, bad;
  byte got;
  mtype:endpoint seen = absent;
end:
  do
  :: atomic { at == begin && (rule || ((due & ME) && !lateDisable)) ->
       /* A call in flight ends before Lambda retries the event. */
       due = (lateDisable -> due : due & ~ME);
       enter(); at = rRead }

  /* reapEndpoint(): describes the endpoint, then reads the record and the queue. */
  :: atomic { at == rRead && !(got & READ_ENDPOINT) -> got = got | READ_ENDPOINT; seen = endpoint; decide() }
  :: atomic { at == rRead && (got & READ_ENDPOINT) && !(got & READ_WAKE) ->
       got = got | READ_WAKE; openSeen = (wake == open); restingSeen = RESTING; decide() }
  :: atomic { at == rRead && (got & READ_ENDPOINT) && !(got & READ_QUEUE) ->
       got = got | READ_QUEUE; queuedSeen = (HEED_QUEUE && QUEUED); decide() }
  :: atomic { at == rRead && faults > 0 -> faults--; bad = true; look(rEnable) }

  /* reapIdle() */
  :: atomic { at == rUse ->
       if
       :: stale && DELETE -> seenUse = seenUse | ME; at = rCondemn
       :: !stale || !DELETE -> at = rEnable
       fi }
  :: atomic { at == rCondemn ->
       if
       :: (seenUse & ME) || !CONDEMN -> CLAIM(6, stale || endpoint != inService); idling = true; at = rDelete
       :: !(seenUse & ME) && CONDEMN -> at = rEnable
       fi;
       seenUse = seenUse & ~ME }
  :: atomic { at == rDelete ->
       CLAIM(6, endpoint != inService || idling);
       if
       :: endpoint == absent && idling -> at = rDisable
       :: endpoint != absent || !idling -> vanish(); at = rEnable
       :: faults > 0 -> faults--; vanish(); bad = true; at = rEnable
       :: faults > 0 -> faults--; bad = true; at = rEnable
       fi;
       idling = false }

#define ASKED false
#define WOKEN(outcome, serving) at = rEnable
#define THROWN bad = true; at = rEnable
#include "wake.pml"

  /* reap(): keeps the schedule enabled, or disables it. */
  :: atomic { at == rEnable ->
       if
       :: rule = true
       :: faults > 0 -> faults--; bad = true
       fi;
       if :: bad && RETRY -> due = due | ME :: else fi;
       reaperDone() }
  :: atomic { at == rDisable ->
       if
       :: LOOK_AGAIN -> rule = false; at = rAgain
       :: !LOOK_AGAIN -> rule = false; reaperDone()
       :: faults > 0 -> faults--; bad = true; at = rEnable
       :: faults > 0 -> faults--; bad = true; rule = false; at = rEnable
       :: faults > 0 && !lateDisable -> faults--; bad = true; lateDisable = true; at = rEnable
       :: !DISABLE_ONCE && faults > 0 && !lateDisable -> faults--; rule = false; lateDisable = true; at = rAgain
       fi }

  /* isNeeded(), after the rule was disabled. */
  :: atomic { at == rAgain && !(got & READ_WAKE) -> got = got | READ_WAKE; goOn(wake == open || RESTING) }
  :: atomic { at == rAgain && !(got & READ_ENDPOINT) -> got = got | READ_ENDPOINT; goOn(endpoint != absent) }
  :: atomic { at == rAgain && !(got & READ_QUEUE) -> got = got | READ_QUEUE; goOn(HEED_QUEUE && QUEUED) }
  :: atomic { at == rAgain && faults > 0 -> faults--; got = 0; bad = true; at = rEnable }

  :: atomic { DIES -> deaths--; if :: RETRY -> due = due | ME :: else fi; reaperDone() }
  od
}
