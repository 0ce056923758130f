#include "trial.h"

/* to be done in main */
