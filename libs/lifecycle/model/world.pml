/* What the functions meet: SageMaker, the table, the schedule; and what may go wrong. */

mtype:endpoint = { absent, creating, inService, failed, deleting };
mtype:record = { idle, open, givenUp };
mtype:prediction = { none, parked, answered };

mtype:endpoint endpoint = absent;
bool rule = true;

/* The record WAKE. `latest`: who has read it since it was last written, for only their writes are taken. */
mtype:record wake = idle;
bool lease, scheduled, unsure, resting;
byte attempts, latest;
/* Who has counted an attempt that is the last one again, for nobody had heard of that. */
byte repeats;

/* The record of the last use: whether it says that the endpoint is idle, and who has read it since it was written. */
bool stale;
byte seenUse;

/* The predictions: one for each asker; `accepted`: it was told 202. */
mtype:prediction queue[ASKERS];
bool accepted[ASKERS];
byte begun;

/* How often each thing may go wrong in one run. */
byte deaths = DEATHS, faults = FAULTS, overdue = OVERDUE, unseen = UNSEEN, refusals = REFUSALS, failures = FAILURES, events = EVENTS;

/* How often a lease may run out under a holder who lives; below 0: any number of times. */
byte slow = (SLOW < 0 -> 0 : SLOW);

/* A call that its caller gave up and that takes effect later. */
bool lateCreate, lateDisable;
/* Whoever did not end well and is run again: Lambda does so with an event. */
byte due;

/* Who runs, a bit for each process; and who of them has been running since. */
byte running, sinceCreation, sinceUse, sinceRest;

/* For the properties alone. */
byte created, calls;
bool lit;

#define ME (1 << _pid)
#define IS_PARKED(i) (queue[i] == parked)
#define WAITS(i) (accepted[i] && queue[i] == parked)
#if ASKERS == 1
#define ANY(p) (p(0))
#elif ASKERS == 2
#define ANY(p) (p(0) || p(1))
#else
#define ANY(p) (p(0) || p(1) || p(2))
#endif
#define QUEUED ANY(IS_PARKED)
#define WAITING ANY(WAITS)

/* Nobody is inside a step and nothing is on its way: only SageMaker and time go on. */
#define QUIET (running == 0 && due == 0 && !lateCreate && !lateDisable)

#define CLAIM(n, p) assert((PROPERTY != 0 && PROPERTY != n) || (p))

inline check() {
  CLAIM(2, !QUIET || rule || endpoint == absent);
  CLAIM(4, !QUIET || rule || !WAITING)
}

/* A run begins. */
inline enter() { running = running | ME }

/* A run ends, well or by death. */
inline leave() {
  running = running & ~ME;
  sinceCreation = sinceCreation & ~ME;
  sinceUse = sinceUse & ~ME;
  sinceRest = sinceRest & ~ME;
  latest = latest & ~ME;
  seenUse = seenUse & ~ME;
  check()
}

/* CreateEndpoint takes effect. The idle time counts from here. */
inline appear() {
  CLAIM(1, !lit);
  CLAIM(5, created < ATTEMPTS);
#if FAILURES > 0
  lit = true;
  created++;
#endif
  endpoint = creating;
  stale = false;
  sinceCreation = running;
  sinceUse = running
}

/* DeleteEndpoint takes effect, where it may. */
inline vanish() {
  if
  :: endpoint == inService || endpoint == failed -> endpoint = deleting; sinceUse = 0
  :: else
  fi
}

/* InvokeEndpoint on an endpoint in service and the record of it: one step, for both are sent at once. */
inline use() {
  stale = false;
  seenUse = 0;
  sinceUse = running
}

/* Everything that waits is answered with the reason. */
inline tell() {
  if :: IS_PARKED(0) -> queue[0] = answered :: else fi;
#if ASKERS > 1
  if :: IS_PARKED(1) -> queue[1] = answered :: else fi;
#endif
#if ASKERS > 2
  if :: IS_PARKED(2) -> queue[2] = answered :: else fi;
#endif
  skip
}
