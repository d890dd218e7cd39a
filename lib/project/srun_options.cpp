#include "project/srun_options.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "text/suggest.hpp"

namespace tao::project {

namespace {

using Kind = SrunOption::Kind;

struct Row {
    std::string_view name;  // without its dashes
    char letter = 0;
    bool takes_value = true;
    Kind kind = Kind::resource;
    std::string_view why{};
};

constexpr std::string_view by_the_run = "a run says this itself";
constexpr std::string_view one_task = "a run is one task on each node";
constexpr std::string_view another_program = "it runs another program than the task";

constexpr Row rows[] = {
    {.name = "account", .letter = 'A'},
    {.name = "batch"},
    {.name = "begin"},
    {.name = "clusters", .letter = 'M'},
    {.name = "constraint", .letter = 'C'},
    {.name = "contiguous", .takes_value = false},
    {.name = "core-spec", .letter = 'S'},
    {.name = "cores-per-socket"},
    {.name = "cpu-bind"},
    {.name = "cpu-freq"},
    {.name = "cpus-per-gpu"},
    {.name = "cpus-per-task", .letter = 'c'},
    {.name = "deadline"},
    {.name = "delay-boot"},
    {.name = "dependency", .letter = 'd'},
    {.name = "distribution", .letter = 'm'},
    {.name = "exact", .takes_value = false},
    {.name = "exclude", .letter = 'x'},
    {.name = "exclusive", .takes_value = false},
    {.name = "extra-node-info", .letter = 'B'},
    {.name = "gpu-bind"},
    {.name = "gpu-freq"},
    {.name = "gpus", .letter = 'G'},
    {.name = "gpus-per-node"},
    {.name = "gpus-per-socket"},
    {.name = "gpus-per-task"},
    {.name = "gres"},
    {.name = "gres-flags"},
    {.name = "hint"},
    {.name = "hold", .letter = 'H', .takes_value = false},
    {.name = "immediate", .letter = 'I', .takes_value = false},
    {.name = "job-name", .letter = 'J'},
    {.name = "licenses", .letter = 'L'},
    {.name = "mem"},
    {.name = "mem-bind"},
    {.name = "mem-per-cpu"},
    {.name = "mem-per-gpu"},
    {.name = "mincpus"},
    {.name = "nice", .takes_value = false},
    {.name = "no-kill", .letter = 'k', .takes_value = false},
    {.name = "nodelist", .letter = 'w'},
    {.name = "nodes", .letter = 'N'},
    {.name = "oversubscribe", .letter = 's', .takes_value = false},
    {.name = "overlap", .takes_value = false},
    {.name = "partition", .letter = 'p'},
    {.name = "prefer"},
    {.name = "priority"},
    {.name = "qos", .letter = 'q'},
    {.name = "quiet", .letter = 'Q', .takes_value = false},
    {.name = "reservation"},
    {.name = "sockets-per-node"},
    {.name = "spread-job", .takes_value = false},
    {.name = "switches"},
    {.name = "thread-spec"},
    {.name = "threads-per-core"},
    {.name = "time", .letter = 't'},
    {.name = "time-min"},
    {.name = "tmp"},
    {.name = "tres-bind"},
    {.name = "tres-per-job"},
    {.name = "tres-per-node"},
    {.name = "tres-per-task"},
    {.name = "use-min-nodes", .takes_value = false},
    {.name = "verbose", .letter = 'v', .takes_value = false},
    {.name = "wait", .letter = 'W'},
    {.name = "wckey"},

    {.name = "error", .letter = 'e', .kind = Kind::other},
    {.name = "input", .letter = 'i', .kind = Kind::other},
    {.name = "output", .letter = 'o', .kind = Kind::other},
    {.name = "label", .letter = 'l', .takes_value = false, .kind = Kind::other},
    {.name = "unbuffered", .letter = 'u', .takes_value = false, .kind = Kind::other},
    {.name = "kill-on-bad-exit", .letter = 'K', .takes_value = false, .kind = Kind::other},

    {.name = "bcast", .takes_value = false, .kind = Kind::ours, .why = another_program},
    {.name = "chdir", .letter = 'D', .kind = Kind::ours, .why = "a task starts where the line is typed"},
    {.name = "comment", .kind = Kind::ours, .why = "tao-shim knows its jobs by it"},
    {.name = "disable-status", .letter = 'X', .takes_value = false, .kind = Kind::ours, .why = by_the_run},
    {.name = "epilog", .kind = Kind::ours, .why = another_program},
    {.name = "export", .kind = Kind::ours, .why = "the task has the variables that envs: names"},
    {.name = "help",
     .letter = 'h',
     .takes_value = false,
     .kind = Kind::ours,
     .why = "srun would do nothing else"},
    {.name = "het-group", .kind = Kind::ours, .why = one_task},
    {.name = "multi-prog", .takes_value = false, .kind = Kind::ours, .why = another_program},
    {.name = "no-allocate", .letter = 'Z', .takes_value = false, .kind = Kind::ours, .why = by_the_run},
    {.name = "ntasks", .letter = 'n', .kind = Kind::ours, .why = one_task},
    {.name = "ntasks-per-core", .kind = Kind::ours, .why = one_task},
    {.name = "ntasks-per-gpu", .kind = Kind::ours, .why = one_task},
    {.name = "ntasks-per-node", .kind = Kind::ours, .why = one_task},
    {.name = "ntasks-per-socket", .kind = Kind::ours, .why = one_task},
    {.name = "preserve-env", .letter = 'E', .takes_value = false, .kind = Kind::ours, .why = by_the_run},
    {.name = "prolog", .kind = Kind::ours, .why = another_program},
    {.name = "pty",
     .takes_value = false,
     .kind = Kind::ours,
     .why = "a run asks for it where there is a terminal"},
    {.name = "relative", .letter = 'r', .kind = Kind::ours, .why = one_task},
    {.name = "task-epilog", .kind = Kind::ours, .why = another_program},
    {.name = "task-prolog", .kind = Kind::ours, .why = another_program},
    {.name = "test-only",
     .takes_value = false,
     .kind = Kind::ours,
     .why = "srun would run nothing; tao-shim doctor asks it"},
    {.name = "usage", .takes_value = false, .kind = Kind::ours, .why = "srun would do nothing else"},
    {.name = "version",
     .letter = 'V',
     .takes_value = false,
     .kind = Kind::ours,
     .why = "srun would do nothing else"},
};

SrunOption made(const Row& row) {
    return {.kind = row.kind,
            .name = "--" + std::string(row.name),
            .value = {},
            .has_value = false,
            .takes_value = row.takes_value,
            .why = row.why};
}

SrunOption long_option(std::string_view word) {
    const auto equal = word.find('=');
    const std::string_view name = word.substr(0, equal);
    SrunOption option{.kind = Kind::other, .name = "--" + std::string(name)};
    const auto exact =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) { return row.name == name; });
    // srun takes the beginning of a name for it.
    const auto meant = std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) {
        return row.kind == Kind::ours && row.name.starts_with(name);
    });
    if (exact != std::end(rows)) {
        option = made(*exact);
    } else if (name.empty() || meant != std::end(rows)) {
        option.kind = name.empty() ? Kind::none : Kind::ours;
        option.why = "it is not the whole name of an option";
    } else if (name.starts_with("container") || name.starts_with("no-container")) {
        option.kind = Kind::ours;
        option.why = by_the_run;
    }
    if (equal != std::string_view::npos) {
        option.value = word.substr(equal + 1);
        option.has_value = true;
    }
    return option;
}

SrunOption short_option(std::string_view word) {
    const char letter = word.front();
    const auto found =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) { return row.letter == letter; });
    if (found == std::end(rows)) return {.kind = Kind::other, .name = "-" + std::string(1, letter)};
    SrunOption option = made(*found);
    const bool repeated = word.find_first_not_of(letter) == std::string_view::npos;
    if (word.size() == 1 || (!option.takes_value && repeated)) return option;
    option.value = word.substr(1);
    option.has_value = true;
    // -Kn and -In have theirs only in the same word; other letters may not follow: -vn2 would say how many tasks.
    if (!option.takes_value && option.value.find_first_not_of("0123456789") != std::string::npos) {
        option.kind = Kind::ours;
        option.why = "write each option as a word of its own";
    }
    return option;
}

}  // namespace

SrunOption srun_option(std::string_view word) {
    if (word.starts_with("--")) return long_option(word.substr(2));
    if (word.size() < 2 || word.front() != '-') return {};
    return short_option(word.substr(1));
}

std::string near_srun_option(const SrunOption& option) {
    if (!option.name.starts_with("--")) return {};
    const std::string name = option.name.substr(2);
    std::vector<std::string> names;
    names.reserve(std::size(rows));
    for (const Row& row : rows) {
        if (row.name == name) return {};
        if (row.kind != Kind::ours) names.emplace_back(row.name);
    }
    const auto near = text::closest(name, names);
    return near ? "--" + *near : "";
}

}  // namespace tao::project
