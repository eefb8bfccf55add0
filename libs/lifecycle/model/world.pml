/* The environment of the functions: SageMaker, the table, the schedule, and what may go wrong. */

mtype:endpoint = { absent, creating, inService, failed, deleting };
mtype:record = { idle, open, givenUp };
mtype:prediction = { none, parked, answered };

mtype:endpoint endpoint = absent;
bool rule = true;

/* The record WAKE. `latest`: the processes that have read it since the last write; only their writes succeed. */
mtype:record wake = idle;
bool lease, scheduled, unsure, resting;
byte attempts, latest;
/* The processes whose attempt repeats the last one, because the answer to that one was lost. */
byte repeats;

/* The record of the last use: whether it is older than the idle time, and who has read it since the last write. */
bool stale;
byte seenUse;

/* One prediction per asker; `accepted`: the asker got a 202. */
mtype:prediction queue[ASKERS];
bool accepted[ASKERS];
byte begun;

/* How many times each fault may happen in one run. */
byte deaths = DEATHS, faults = FAULTS, overdue = OVERDUE, unseen = UNSEEN, refusals = REFUSALS, failures = FAILURES, events = EVENTS;

/* How many times a lease may expire while its holder is alive; SLOW below 0: any number. */
byte slow = (SLOW < 0 -> 0 : SLOW);

/* A call that takes effect after its caller has given it up. */
bool lateCreate, lateDisable;
/* Processes that failed and are run again, as Lambda retries an event. */
byte due;

/* Bit sets of processes: those that are running, and those of them that have been running since the event named. */
byte running, sinceCreation, sinceUse, sinceRest;

/* Used only by the properties. */
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

/* No process is inside a run and no call is in flight: only SageMaker and time can take a step. */
#define QUIET (running == 0 && due == 0 && !lateCreate && !lateDisable)

#define CLAIM(n, p) assert((PROPERTY != 0 && PROPERTY != n) || (p))

inline check() {
  CLAIM(2, !QUIET || rule || endpoint == absent);
  CLAIM(4, !QUIET || rule || !WAITING)
}

/* A run begins. */
inline enter() { running = running | ME }

/* A run ends, by itself or by the death of its instance. */
inline leave() {
  running = running & ~ME;
  sinceCreation = sinceCreation & ~ME;
  sinceUse = sinceUse & ~ME;
  sinceRest = sinceRest & ~ME;
  latest = latest & ~ME;
  seenUse = seenUse & ~ME;
  check()
}

/* CreateEndpoint takes effect. The idle time starts here. */
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

/* DeleteEndpoint takes effect, if the status allows it. */
inline vanish() {
  if
  :: endpoint == inService || endpoint == failed -> endpoint = deleting; sinceUse = 0
  :: else
  fi
}

/* InvokeEndpoint on an endpoint in service, and the record of the use: one step, because both are sent concurrently. */
inline use() {
  stale = false;
  seenUse = 0;
  sinceUse = running
}

/* All parked predictions fail with the reason. */
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
