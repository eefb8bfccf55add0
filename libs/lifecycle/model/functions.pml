/* Shared by the functions. */

#define MINE ((latest & ME) || !CAS)
/* Attempts of the wake so far. If there is no endpoint, a last attempt with a lost answer had no effect. */
#define TRIED (endpoint == absent && unsure -> attempts - 1 : attempts)
#define LEFT (TRIED < ATTEMPTS || !MINE)
#define SPENT (TRIED >= ATTEMPTS || !MINE)
#define KNOWN (!SURE_FIRST || !unsure || !MINE)
#define RESTING (KEEP_RESTING && wake == givenUp && resting)
#define DIES (deaths > 0 && (running & ME))

/* opened(), and taking the lease. */
inline take() {
  CLAIM(1, !lease);
  if
  :: wake != open ->
       wake = open; attempts = 0; scheduled = false; unsure = false; resting = false; sinceRest = 0;
       created = 0; calls = 0; lit = false
  :: else
  fi;
  lease = true
}

/* There is no endpoint, so an attempt with a lost answer had no effect and is repeated without counting it again. */
inline count() {
#if UNSEEN > 0
  repeats = (unsure -> repeats | ME : repeats & ~ME);
#endif
  attempts = attempts + (unsure -> 0 : 1);
  unsure = false
}

inline call() {
#ifdef CALLS
  calls++;
  CLAIM(1, calls <= CALLS)
#else
  skip
#endif
}

/* failed(): the wake is given up, and the model pauses. */
inline fail() {
  wake = givenUp; resting = true; sinceRest = running; lease = false; scheduled = false; unsure = false;
  attempts = 0; latest = 0
}
