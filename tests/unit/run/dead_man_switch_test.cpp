#include "run/dead_man_switch.hpp"

#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using namespace tao::run;

TEST_CASE("a job of a batch system and a service can be killed as a whole, a shell cannot") {
    CHECK_FALSE(is_killed_as_a_whole(os::Environment({"PATH=/bin", "SLURM_CONF=/etc/slurm.conf"})));
    CHECK_FALSE(is_killed_as_a_whole(os::Environment({"SLURM_JOB_ID="})));
    for (const char* job : {"SLURM_JOB_ID=7", "PBS_JOBID=7.host", "LSB_JOBID=7", "INVOCATION_ID=f00"}) {
        INFO(job);
        CHECK(is_killed_as_a_whole(os::Environment({job})));
    }
}
