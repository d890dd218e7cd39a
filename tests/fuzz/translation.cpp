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

void check_against_slow_search(const paths::MountTable& table, const paths::Judge& judge,
                               std::string_view path) {
    if (!text::is_absolute(path) || text::has_parent_step(path) || path.find('\0') != std::string_view::npos)
        return;
    const std::string normal = text::normalised(path);
    // Links are followed, and the slow search does not know them; names that could be another file's come last.
    for (const char* link : {"/p/link", "/mnt/disk"})
        if (text::is_under(normal, link)) return;
    const auto found = judge.name_in_container(path);
    const std::string slow = slow_to_container(path);
    if (!table.by_source(slow).empty()) return;
    fuzz::require(text::normalised(found.value_or("/")) == text::normalised(std::string(slow).insert(0, "/")),
                  "the longest mount wins", path);
    if (!found) return;
    const auto back = table.to_host(*found);
    fuzz::require(back && text::normalised(*back) == normal, "there and back is where it began", path);
}

// Of two readings the better one is taken, and that may be another one the second time.
bool has_two_readings(const paths::MountTable& table, std::string_view word) {
    for (auto at = word.find('/'); at != std::string_view::npos; at = word.find('/', at + 1)) {
        for (const char separator : {'\0', ',', ':', ';', '=', ' ', ']', '}', '\'', '"'}) {
            const std::string_view path = word.substr(at, word.find(separator, at) - at);
            if (table.by_destination(path) != nullptr && !table.by_source(path).empty()) return true;
        }
    }
    return false;
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
    const paths::Judge judge(
        table, files,
        {.home = "/home/user", .working_directory = (choice & 16U) != 0 ? "/p/specs" : "", .workdir = {}});
    if ((choice & 32U) != 0) options.never = {"-e", "--secret", "note"};
    const std::vector<std::string> words = fuzz::words_of(input);

    const auto once = paths::translate(words, judge, environment, options);
    fuzz::require(once.words.size() == words.size(), "a word stays a word");
    std::vector<std::string> after;
    bool again = true;
    for (std::size_t index = 0; index < words.size(); ++index) {
        const paths::Word& word = once.words[index];
        fuzz::require(word.before == words[index], "the typed word is kept", words[index]);
        const bool untouched = word.rule == Rule::leading_word || word.rule == Rule::launcher_option;
        const bool only_shell = word.rule == Rule::secret || word.rule == Rule::after_double_dash ||
                                word.rule == Rule::translation_off || word.rule == Rule::not_a_path ||
                                word.rule == Rule::url || word.rule == Rule::special_file ||
                                word.rule == Rule::image_path || word.rule == Rule::unprovided;
        if (untouched)
            fuzz::require(word.after == word.before, "leading words are never touched", word.before);
        const auto is_file = [&](std::string_view name) { return judge.exists(name); };
        const std::string as_shell = paths::resolve_as_shell(word.before, environment, is_file);
        if (only_shell)
            fuzz::require(word.after == as_shell, "what is no path under a mount stays", word.before);
        // A $ or quotes that a removed quote has joined are a second request.
        again &= paths::resolve_as_shell(word.after, environment, is_file) == word.after &&
                 !has_two_readings(table, word.after);
        after.push_back(word.after);
        check_against_slow_search(table, judge, word.before);
    }
    for (const paths::Finding& finding : once.findings)
        fuzz::require(finding.word < words.size(), "a finding is about a word", finding.path);

    if (!again) return 0;
    const auto twice = paths::translate(after, judge, environment, options);
    for (std::size_t index = 0; index < words.size(); ++index) {
        fuzz::require(twice.words[index].after == after[index], "translating twice changes nothing",
                      words[index] + "\n" + after[index] + "\n" + twice.words[index].after);
    }
    return 0;
}
