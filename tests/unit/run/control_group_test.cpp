#include "run/control_group.hpp"

#include "support/catch.hpp"

using namespace tao;
using tao::run::is_killed_as_a_whole;

namespace {

bool whole(const std::string& path, const os::Environment& environment = {}) {
    return is_killed_as_a_whole("0::" + path + "\n", environment);
}

const os::Environment in_a_job({"PATH=/bin", "SLURM_JOB_ID=7"});

}  // namespace

TEST_CASE("a job of a batch system, a service and a container can be killed as a whole") {
    for (const char* path : {
             "/slurm/uid_1000/job_7/step_batch",
             "/system.slice/slurmstepd.scope/job_7/step_0/user/task_0",
             "/pbs_jobs.service/jobid/7.host",
             "/pbspro.slice/pbspro-7.slice",
             "/torque/7.host",
             "/lsf/cluster1/job.7.1234.567",
             "/UGE/7.1",
             "/htcondor/condor_var_lib_condor_execute_slot1@host",
             "/system.slice/train.service",
             "/system.slice/cron.service",
             "/system.slice/actions.runner.me.service/some/group/below",
             "/user.slice/user-1000.slice/user@1000.service/app.slice/train.service",
             "/user.slice/user-1000.slice/user@1000.service/app.slice/run-rf00.service",
             "/system.slice/docker-0123.scope",
             "/docker/0123",
             "/machine.slice/libpod-0123.scope/container",
             "/kubepods.slice/kubepods-pod1.slice/cri-containerd-0123.scope",
         }) {
        INFO(path);
        CHECK(whole(path));
    }
}

TEST_CASE("what a person sits at cannot, whatever variables it has inherited") {
    const os::Environment inherited({"INVOCATION_ID=f00", "SLURM_JOB_ID=7", "JOURNAL_STREAM=8:9"});
    for (const char* path : {
             "/user.slice/user-1000.slice/session-3.scope",
             "/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.gnome.Terminal.slice/"
             "vte-spawn-1.scope",
             "/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.kde.konsole-77.scope",
             "/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.kde.konsole@autostart.service",
             "/user.slice/user-1000.slice/user@1000.service/tmux-spawn-1.scope",
             "/user.slice/user-1000.slice/user@1000.service/init.scope",
             "/user.slice/user-1000.slice/user@1000.service",
             "/init.scope",
         }) {
        INFO(path);
        CHECK_FALSE(whole(path, inherited));
    }
}

TEST_CASE("where the control groups say nothing, the variables of a job do") {
    for (const char* path : {"/", "", "/user.slice", "/some/group"}) {
        INFO(path);
        CHECK_FALSE(whole(path));
        CHECK_FALSE(whole(path, os::Environment({"INVOCATION_ID=f00"})));
        CHECK_FALSE(whole(path, os::Environment({"SLURM_JOB_ID=", "SLURM_CONF=/etc/slurm.conf"})));
        for (const char* job : {"SLURM_JOB_ID=7", "PBS_JOBID=7.host", "LSB_JOBID=7"})
            CHECK(whole(path, os::Environment({job})));
    }
    CHECK(is_killed_as_a_whole("", in_a_job));
    CHECK(is_killed_as_a_whole("rubbish\n:\n", in_a_job));
}

TEST_CASE("of several hierarchies the one that can be killed counts") {
    CHECK(
        is_killed_as_a_whole("9:name=systemd:/user.slice/user-1000.slice/session-3.scope\n"
                             "6:freezer:/slurm/uid_1000/job_7/step_0\n0::/\n",
                             {}));
    CHECK_FALSE(
        is_killed_as_a_whole("9:name=systemd:/user.slice/user-1000.slice/session-3.scope\n"
                             "6:freezer:/\n0::/user.slice/user-1000.slice/session-3.scope",
                             in_a_job));
}
