// Translation of the words of a line (a byte of options, then the words): what it must not touch stays, doing it twice
// is doing it once, and the longest mount wins, as a slow search finds it.

#include "fuzz/fuzzing.hpp"
#include "paths/shell_words.hpp"
#include "paths/translate.hpp"
#include "support/memory_file_system.hpp"
#include "text/path.hpp"

using namespace tao;
using paths::Mount;
using paths::Rule;

namespace {

const std::vector<Mount>& mounts() {
    static const std::vector<Mount> all = {
        {.source = "/p", .real_source = {}, .destination = "/ws"},
        {.source = "/p/specs", .real_source = {}, .destination = "/ws/nb/specs"},
        {.source = "/data", .real_source = "/mnt/disk", .destination = "/data"},
        {.source = "/p/data", .real_source = {}, .destination = "/p"},
        {.source = "/o", .real_source = {}, .destination = "/ws/out"}};
    return all;
}

tests::MemoryFileSystem make_files() {
    tests::MemoryFileSystem files;
    for (const Mount& mount : mounts())
        files.add_directory(mount.source == "/data" ? "/mnt/disk" : mount.source);
    files.add_link("/data", "/mnt/disk");
    files.add_file("/p/specs/a,b.txt")
        .add_file("/p/a b")
        .add_file("/home/user/x")
        .add_link("/p/link", "/elsewhere");
    files.add_directory("/elsewhere").add_directory("/usr/lib").add_file("/p/out/hidden");
    return files;
}

// The container's name of a host path, found by looking at every mount; the path has no "..".
std::string slow_to_container(std::string_view path) {
    const std::string normal = text::normalised(path);
    const Mount* best = nullptr;
    for (const Mount& mount : mounts()) {
        if (!text::is_under(normal, mount.source)) continue;
        if (best == nullptr || mount.source.size() > best->source.size()) best = &mount;
    }
    if (best == nullptr) return {};
    const std::string result = normal.size() == best->source.size()
                                   ? best->destination
                                   : best->destination + normal.substr(best->source.size());
    for (const Mount& mount : mounts()) {
        const bool hides =
            mount.destination.size() > best->destination.size() && text::is_under(result, mount.destination);
        if (hides) return {};
    }
    return result;
}

void check_against_slow_search(const paths::MountTable& table, std::string_view path) {
    if (!text::is_absolute(path) || text::has_parent_step(path) || path.find('\0') != std::string_view::npos)
        return;
    const auto found = table.to_container(path);
    fuzz::require(
        text::normalised(found.value_or("/")) == text::normalised(slow_to_container(path).insert(0, "/")),
        "the longest mount wins", path);
    if (!found) return;
    const auto back = table.to_host(*found);
    fuzz::require(back && text::normalised(*back) == text::normalised(path),
                  "there and back is where it began", path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tests::MemoryFileSystem files = make_files();
    static const paths::MountTable table(mounts());
    // No value that looks like a reference or a quote itself: those are put in once, as bash does.
    const os::Environment environment({"HOME=/home/user", "DATA=/data/x", "P=/p", "EMPTY="});

    std::string_view input = fuzz::text_of(data, size);
    const unsigned choice = fuzz::take_choice(input);
    paths::TranslateOptions options;
    options.leading_words = choice & 3U;
    options.volume_option = (choice & 4U) != 0;
    options.on = (choice & 8U) == 0;
    if ((choice & 16U) != 0) options.working_directory = "/p/specs";
    if ((choice & 32U) != 0) options.never = {"-e", "--secret", "note"};
    const std::vector<std::string> words = fuzz::words_of(input);

    const auto once = paths::translate(words, table, environment, files, options);
    fuzz::require(once.words.size() == words.size(), "a word stays a word");
    std::vector<std::string> after;
    for (std::size_t index = 0; index < words.size(); ++index) {
        const paths::Word& word = once.words[index];
        fuzz::require(word.before == words[index], "the typed word is kept", words[index]);
        const bool untouched = word.rule == Rule::leading_word || word.rule == Rule::launcher_option;
        const bool only_shell = word.rule == Rule::secret || word.rule == Rule::after_double_dash ||
                                word.rule == Rule::translation_off || word.rule == Rule::not_a_path ||
                                word.rule == Rule::url || word.rule == Rule::special_file ||
                                word.rule == Rule::image_path;
        if (untouched)
            fuzz::require(word.after == word.before, "leading words are never touched", word.before);
        const std::string as_shell = paths::resolve_as_shell(word.before, environment);
        if (only_shell)
            fuzz::require(word.after == as_shell, "what is no path under a mount stays", word.before);
        fuzz::require(paths::resolve_as_shell(as_shell, environment) == as_shell,
                      "the shells' part is idempotent", word.before);
        after.push_back(word.after);
        check_against_slow_search(table, word.before);
    }
    for (const paths::Finding& finding : once.findings)
        fuzz::require(finding.word < words.size(), "a finding is about a word", finding.path);

    const auto twice = paths::translate(after, table, environment, files, options);
    for (std::size_t index = 0; index < words.size(); ++index) {
        fuzz::require(twice.words[index].after == after[index], "translating twice changes nothing",
                      words[index] + "\n" + after[index] + "\n" + twice.words[index].after);
    }
    return 0;
}
