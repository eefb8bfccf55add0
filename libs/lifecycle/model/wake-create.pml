/* wake-create.ts. */

/* create(): enables the schedule before the endpoint exists. */
:: atomic { at == wEnable ->
     if
     :: ENABLE_BEFORE -> rule = true; at = wCount
     :: !ENABLE_BEFORE -> at = wCount
     :: ENABLE_BEFORE && faults > 0 -> faults--; at = wAbandon
     :: ENABLE_BEFORE && faults > 0 -> faults--; rule = true; at = wAbandon
     fi }

/* create(): counts the attempt before it is made. */
:: atomic { at == wCount ->
     if
     :: !COUNT_BEFORE -> at = wCreate
     :: COUNT_BEFORE && MINE -> count(); latest = ME; at = wCreate
     :: COUNT_BEFORE && MINE && faults > 0 -> faults--; count(); latest = 0; WOKEN(open, false)
     :: COUNT_BEFORE && !MINE -> WOKEN(open, false)
     fi }

/* create(): created, exists already, refused, or no answer: then not created, created, or created later. */
:: atomic { at == wCreate ->
     call();
     if
     :: endpoint == absent -> appear(); at = wAfter
     :: endpoint != absent -> at = wAfter
     :: endpoint == absent && refusals > 0 && LEFT -> refusals--; at = wPause
     :: endpoint == absent && refusals > 0 && SPENT -> refusals--; at = wGiveUp
     :: endpoint == absent && unseen > 0 -> unseen--; at = wUnseen
     :: faults > 0 -> faults--; at = wUnknown
     :: faults > 0 && endpoint == absent -> faults--; appear(); at = wUnknown
     :: faults > 0 && !lateCreate -> faults--; lateCreate = true; at = wUnknown
     fi }

/* enableQuietly(): after the creation, and for an endpoint found in Creating. */
:: atomic { at == wAfter ->
     if
     :: ENABLE_AFTER -> rule = true; at = wMade
     :: !ENABLE_AFTER -> at = wMade
     :: faults > 0 -> faults--; at = wMadeUnscheduled
     :: faults > 0 -> faults--; rule = true; at = wMadeUnscheduled
     fi }
