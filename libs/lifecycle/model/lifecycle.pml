/* The life cycle of one endpoint, for Spin. README.md maps it to the source; check.ts runs the searches. */
#ifndef PROPERTY
#define PROPERTY 0 /* all */
#endif
#ifndef ASKERS
#define ASKERS 2
#endif
#ifndef REAPERS
#define REAPERS 1
#endif
#ifndef ATTEMPTS
#define ATTEMPTS 2
#endif

/* How many times a wake is overdue (OVERDUE), and a policy or configuration is not visible to AWS yet (UNSEEN). */
#ifndef OVERDUE
#define OVERDUE 0
#endif
#ifndef UNSEEN
#define UNSEEN 0
#endif

#ifndef SLOW
#define SLOW -1
#endif

/* The protections, and the assumptions of the functions; each can be switched off. */
#ifndef EXPIRES
#define EXPIRES true
#endif
#ifndef COUNT_BEFORE
#define COUNT_BEFORE true
#endif
#ifndef ENABLE_BESIDE
#define ENABLE_BESIDE true
#endif
#ifndef ENABLE_BEFORE
#define ENABLE_BEFORE true
#endif
#ifndef ENABLE_AFTER
#define ENABLE_AFTER true
#endif
#ifndef CONDEMN
#define CONDEMN true
#endif
#ifndef LOOK_AGAIN
#define LOOK_AGAIN true
#endif
#ifndef SURE_FIRST
#define SURE_FIRST true
#endif
#ifndef KEEP_RESTING
#define KEEP_RESTING true
#endif
#ifndef HEED_LEASE
#define HEED_LEASE true
#endif
#ifndef HEED_QUEUE
#define HEED_QUEUE true
#endif
#ifndef DISABLE_ONCE
#define DISABLE_ONCE true
#endif
#ifndef DELETE
#define DELETE true
#endif
#ifndef REPLAY
#define REPLAY true
#endif
#ifndef RETRY
#define RETRY true
#endif
#ifndef CAS
#define CAS true
#endif

mtype:step = {
  begin, done,
  wRead, wBeside, wLease, wLook, wCount, wEnable, wCreate, wAfter, wMade, wMadeUnscheduled, wClearing, wSure, wPause, wUnknown, wUnseen,
  wAbandon, wGiveUp, wTell, wUsed, wClose, wDelete,
  aPark, aReplay, aRefuse, sTell, sReplay, rRead, rUse, rCondemn, rDelete, rEnable, rDisable, rAgain
};

#define STUCK (endpoint == creating -> !scheduled || unsure : endpoint != deleting)
/* Askers are symmetric, so they ask in the order of their numbers. */
#define TURN (begun == _pid)

#include "world.pml"
#include "functions.pml"
#include "asker.pml"
#include "sweeper.pml"
#include "reaper.pml"
#include "cloud.pml"

ltl asleep { <> [] (endpoint == absent && !rule) }
ltl waits { <> [] !WAITING }
