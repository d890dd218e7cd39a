#include "paths/path_parts.hpp"

#include <algorithm>

#include "paths/never_translated.hpp"
#include "paths/output_names.hpp"
#include "text/characters.hpp"

namespace tao::paths {

namespace {

constexpr std::string_view blanks = " \t\n";
constexpr std::string_view separators = ",;:= \t\n";
constexpr std::string_view quotes = "\"'`";
constexpr std::string_view signs_of_shells = "|<>&()";
constexpr std::string_view ends_of_commands = ";|<>&()";
// What else may join two paths, or stand in front of one, in a word that is no command: not what ends a name.
constexpr std::string_view joints = "|<>&(+@^%!";

bool says_so(std::string_view text) {
    for (const std::string_view beginning : {"/", "~/", "./", "../"}) {
        if (text.starts_with(beginning)) return true;
    }
    return false;
}

// Where anything may stand, a path counts only if a mount shows it, and the host has it or its directory; or if the host
// has it, and no mount shows it.
bool is_certain_path(const Judge& judge, std::string_view path) {
    if (!judge.is_one_path(path)) return false;
    if (judge.name_in_container(judge.with_home(path))) return true;
    return judge.exists(path) && judge.judge(path, Spelling::part).finding.has_value();
}

bool begins_path(std::string_view text) {
    return text.starts_with('/') || text.starts_with("~/");
}

bool is_path_behind_joint(const Judge& judge, std::string_view text, std::size_t at) {
    if (!text::is_one_of(joints, text[at])) return false;
    const std::string_view rest = text.substr(at + 1);
    return begins_path(rest) &&
           is_certain_path(
               judge, rest.substr(0, std::min(rest.find_first_of(joints), rest.find_first_of(separators))));
}

bool has_joint(const Judge& judge, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_path_behind_joint(judge, text, at)) return true;
    }
    return false;
}

bool contains_slash(std::string_view text) {
    return text.find('/') != std::string_view::npos;
}

// data/a data/b and data/a,data/b, where both are there: no new file of that name.
bool is_list_of_files(const Judge& judge, std::string_view text) {
    if (says_so(text) || judge.exists(text)) return false;
    std::size_t count = 0;
    while (!text.empty()) {
        const std::string_view element = text.substr(0, text.find_first_of(", \t\n"));
        const bool is_list = element.empty() || (!element.ends_with('/') && judge.exists(element));
        if (!is_list) return false;
        if (!element.empty()) ++count;
        text.remove_prefix(std::min(element.size() + 1, text.size()));
    }
    return count > 1;
}

// /a/b, where there is /a/b: no new file with a comma at its end.
bool is_list_of_one(const Judge& judge, std::string_view text) {
    return text.ends_with(',') && !judge.exists(text) && judge.exists(text.substr(0, text.size() - 1));
}

class List {
  public:
    List(const Judge& judge, std::string_view word, Part whole) : judge_(judge), word_(word), whole_(whole) {}

    std::vector<Part> parts() {
        begin(whole_.place.begin, '\0');
        is_command_ = may_be_command(whole_.place.in(word_));
        is_new_name_ = is_new_name(whole_.place.in(word_));
        holds_path_ = holds_path(whole_.place.in(word_));
        char quote = '\0';  // that ends the part
        for (std::size_t at = whole_.place.begin; at < whole_.place.end; ++at) {
            const char byte = word_[at];
            if (quote != '\0' && byte == quote) {
                end(at);
                quote = '\0';
                in_quotes_ = false;
                next_.place.begin = whole_.place.end;  // what follows belongs to nothing
            }
            follow_interpolation(at);
            if (is_sign(at) && is_path_at(at + 1, byte)) {
                end(at);
                next_ = {.place = {.begin = at + 1, .end = at + 1}, .spelling = spelling_behind_sign(at + 1)};
                quote = text::is_one_of(quotes, byte) ? byte : '\0';
                in_quotes_ = quote != '\0';
            } else if (text::is_one_of(separators, byte) && is_path_at(at + 1, byte)) {
                if (!is_label(at)) end(at);
                begin(at + 1, byte);
                if (is_redirected(at + 1)) next_.spelling = spelling_behind_sign(at + 1);
            } else if (is_path_behind_joint(judge_, word_.substr(0, whole_.place.end), at)) {
                end(at);
                next_ = {.place = {.begin = at + 1, .end = at + 1}, .spelling = Spelling::part};
            }
        }
        end(whole_.place.end);
        return std::move(parts_);
    }

  private:
    // run bash -c 'ls "/home/u/data" > /home/u/out'
    static bool may_be_command(std::string_view text) {
        return !says_so(text) && text.find_first_of(blanks) != std::string_view::npos;
    }

    // "/a/new b/c" is one name, with a blank in it.
    bool is_new_name(std::string_view text) const {
        const std::string_view first = text.substr(0, text.find_first_of(blanks));
        return says_so(text) && !judge_.exists(first.substr(0, first.find_last_not_of(",;:") + 1));
    }

    // Is one of the words between blanks a path for certain, so that the others of that form are, too?
    bool holds_path(std::string_view text) const {
        while (!text.empty()) {
            const std::string_view element = text.substr(0, text.find_first_of(separators));
            if (contains_slash(element) && judge_.exists(element)) return true;
            text.remove_prefix(std::min(element.size() + 1, text.size()));
        }
        return false;
    }

    // ${oc.env:X,/a}: what begins inside ends there as well.
    void follow_interpolation(std::size_t at) {
        if (word_.substr(at, whole_.place.end - at).starts_with("${")) opened_.push_back(at);
        if (word_[at] != '}' || opened_.empty()) return;
        if (next_.place.begin > opened_.back()) {
            end(at);
            next_.place.begin = whole_.place.end;
        }
        opened_.pop_back();
    }

    // What a path can stand behind in a command or an interpolation; a quote only where it begins a word.
    bool is_sign(std::size_t at) const {
        if (text::is_one_of(signs_of_shells, word_[at])) return is_command_;
        if (!is_command_ && opened_.empty()) return false;
        if (!text::is_one_of(quotes, word_[at]) || at == whole_.place.begin) return false;
        return text::is_one_of(separators, word_[at - 1]) || text::is_one_of(signs_of_shells, word_[at - 1]);
    }

    bool is_path_at(std::size_t at, char separator) const {
        const std::string_view rest = word_.substr(at, whole_.place.end - at);
        if (rest.starts_with('@')) return is_path_at(at + 1, separator);
        if (says_so(rest)) return true;
        const std::string_view element = element_at(at, separator);
        // A variable that nobody has set, in front of a path.
        if (separator == ',' && rest.starts_with('$') && contains_slash(element)) return true;
        if (is_redirected(at) && is_file_name(element)) return true;
        if (!judge_.is_relative_path(element, Spelling::part)) return false;
        const bool anywhere = separator == '\0' ||
                              (text::is_one_of(separators, separator) && !text::is_one_of(blanks, separator));
        if (anywhere) return true;
        if (is_new_name_) return false;
        return may_be_in_sentence(element) && (holds_path_ || is_behind_option(at) || judge_.exists(element));
    }

    // A name that is no word of a sentence.
    static bool may_be_in_sentence(std::string_view element) {
        return element.find_first_of("/.") != std::string_view::npos;
    }

    // A relative one ends at the next separator, sign or bracket, in quotes at their end.
    std::string_view element_at(std::size_t at, char separator) const {
        const std::string_view rest = word_.substr(at, whole_.place.end - at);
        if (text::is_one_of(quotes, separator)) return rest.substr(0, rest.find(separator));
        std::size_t end = std::min(rest.find_first_of(separators), rest.size());
        if (is_command_) end = std::min(end, rest.find_first_of(signs_of_shells));
        if (!opened_.empty()) end = std::min(end, rest.find('}'));
        return rest.substr(0, end);
    }

    // Behind > and >>, of a command; not behind -> and 2>&1.
    bool is_redirected(std::size_t at) const {
        if (!is_command_) return false;
        while (at > whole_.place.begin && text::is_one_of(blanks, word_[at - 1]))
            --at;
        const std::size_t end = at;
        while (at > whole_.place.begin && word_[at - 1] == '>')
            --at;
        return at < end && (at == whole_.place.begin || !text::is_one_of("-=", word_[at - 1]));
    }

    // "train -o results/new": what follows an option is its value.
    bool is_behind_option(std::size_t at) const {
        if (at < whole_.place.begin + 3 || !text::is_one_of(blanks, word_[at - 1])) return false;
        const std::string_view before = word_.substr(whole_.place.begin, at - 1 - whole_.place.begin);
        const std::string_view option = before.substr(before.find_last_of(blanks) + 1);
        return option.size() > 1 && option.starts_with('-') && option.find('=') == std::string_view::npos;
    }

    Spelling spelling_behind_sign(std::size_t at) const {
        return is_redirected(at) && !says_so(word_.substr(at)) ? Spelling::output : Spelling::part;
    }

    // coco:/a, x=a/b: the name in front says what the path is, even if the host has a file of that name.
    bool is_label(std::size_t at) const {
        const std::string_view name = word_.substr(next_.place.begin, at - next_.place.begin);
        if (name.find('/') != std::string_view::npos) return false;
        return word_[at] == '=' || (word_[at] == ':' && says_so(word_.substr(at + 1)));
    }

    void begin(std::size_t at, char separator) {
        const bool behind_path = !parts_.empty() && says_so(parts_.back().place.in(word_));
        const bool is_element = separator == '\0' || separator == ',' || separator == ';' ||
                                text::is_one_of(blanks, separator) || (separator == ':' && behind_path);
        Spelling spelling = is_element ? whole_.spelling : Spelling::part;
        if (word_[at] == '@' && is_path_at(at + 1, separator)) {
            ++at;
            spelling = Spelling::part;
        }
        next_ = {.place = {.begin = at, .end = at}, .spelling = spelling};
    }

    void end(std::size_t at) {
        if (at <= next_.place.begin) return;
        next_.place.end = without_rest(next_.place.begin, at);
        // Of a list, a relative element is only one if it is there.
        const bool is_whole = next_.place == whole_.place;
        const bool is_relative = !says_so(next_.place.in(word_));
        if (!is_whole && is_relative && next_.spelling == Spelling::value) next_.spelling = Spelling::part;
        parts_.push_back(next_);
    }

    // Of /a/b:ro, where there is /a/b, what stands behind the separator belongs to nothing; nor does another
    // command behind it.
    std::size_t without_rest(std::size_t begin, std::size_t end) const {
        const std::string_view text = word_.substr(begin, end - begin);
        if (is_command_ && !in_quotes_ && says_so(text) && !judge_.exists(text)) {
            const std::string_view command = text.substr(0, text.find_first_of(ends_of_commands));
            const std::string_view path = command.substr(0, command.find_last_not_of(blanks) + 1);
            if (judge_.exists(path)) return begin + path.size();
        }
        if (!in_quotes_ && !says_so(text) && !judge_.exists(text)) {
            const std::string_view first =
                text.substr(0, text.find_first_of(is_command_ ? " \t\n;|<>&()" : " \t\n"));
            const std::string_view element = first.substr(0, first.find_last_not_of(",;:") + 1);
            const bool counts =
                begin > whole_.place.begin || (may_be_in_sentence(element) && judge_.exists(element));
            const bool is_path = next_.spelling == Spelling::output ||
                                 (counts && judge_.is_relative_path(element, Spelling::part));
            if (!element.empty() && is_path) return begin + element.size();
        }
        const std::size_t separator = text.find_last_of(",:");
        if (separator == std::string_view::npos || text.find('/', separator) != std::string_view::npos)
            return end;
        const bool is_path =
            says_so(text) && !judge_.exists(text) && judge_.exists(text.substr(0, separator));
        return is_path ? begin + separator : end;
    }

    const Judge& judge_;
    std::string_view word_;
    Part whole_;
    Part next_;
    bool is_command_ = false;
    bool is_new_name_ = false;
    bool holds_path_ = false;
    std::vector<std::size_t> opened_;  // where the interpolations around begin, innermost last
    bool in_quotes_ = false;           // of a command, where a blank is part of a name
    std::vector<Part> parts_;
};

// 'data/a' 'data/b': the file of a relative name that quotes are around.
std::string_view relative_in_quotes(const Judge& judge, std::string_view word, std::size_t at) {
    const std::string_view rest = word.substr(at);
    const std::size_t end = rest.find(word[at - 1]);
    if (end == std::string_view::npos || end == 0) return {};
    const std::string_view path = rest.substr(0, end);
    if (!contains_slash(path) || rest.find_first_of(separators) < end) return {};
    return judge.exists(path) && judge.is_relative_path(path, Spelling::part) ? path : std::string_view();
}

// The path that begins there, in a word of no known form; empty: none. Up to the quote that it stands in, else to the
// next sign; one whose name in the container would end elsewhere is left.
std::string_view path_at(const Judge& judge, std::string_view word, std::size_t at) {
    constexpr std::string_view signs = "\"'`[]{}()<>|&;,= \t\n";
    const std::string_view rest = word.substr(at);
    if (rest.starts_with("//") || at == 0) return {};
    const std::string_view before = word.substr(at - 1, 1);
    if (!begins_path(rest))
        return text::is_one_of(quotes, before.front()) ? relative_in_quotes(judge, word, at)
                                                       : std::string_view();
    if (!text::is_one_of("\"'`[{(=,: \t\n", before.front())) return {};
    const bool is_quoted = text::is_one_of(quotes, before.front());
    const std::string_view ends = is_quoted ? before : signs;
    const std::size_t end = rest.find_first_of(ends);
    if (is_quoted && end == std::string_view::npos) return {};
    const std::string_view path = rest.substr(0, end);
    if (!is_certain_path(judge, path)) return {};
    const auto name = judge.name_in_container(judge.with_home(path));
    return name && name->find_first_of(ends) != std::string::npos ? std::string_view() : path;
}

// Paths of this computer that stand where no form of a word has one: '--opt /a', "[/a]" in quotes of its own, --x/y=/a.
// In place of the part around them, which then is no path.
std::vector<Part> with_hidden_paths(const Judge& judge, std::string_view word,
                                    const std::vector<Part>& parts) {
    std::vector<Part> result;
    std::size_t at = 0;
    const auto search_up_to = [&](std::size_t end) {
        bool found = false;
        for (; at < end; ++at) {
            const std::string_view path = path_at(judge, word, at);
            if (path.empty()) continue;
            result.push_back({.place = {.begin = at, .end = at + path.size()}, .spelling = Spelling::part});
            at += path.size();
            found = true;
        }
        return found;
    };
    for (const Part& part : parts) {
        search_up_to(part.place.begin);
        const std::string_view text = part.place.in(word);
        const bool is_path = says_so(text) || is_url(text) || judge.is_relative_path(text, part.spelling);
        if (is_path || !search_up_to(part.place.end)) result.push_back(part);
        at = std::max(at, part.place.end);
    }
    search_up_to(word.size());
    return result;
}

// data/a=b and [a] may be the names of files. Of one that is not there, data/a=/b and, by itself, data/a=b are Hydra's: a
// group, and what is chosen from it.
bool may_be_name(const Judge& judge, std::string_view word, const std::vector<Place>& places,
                 Standing standing) {
    if (word.starts_with('-') || says_so(word)) return false;
    if (!judge.is_relative_path(word, Spelling::value)) return false;
    const bool is_setting =
        places.size() == 1 && places.front().begin > 0 && word[places.front().begin - 1] == '=';
    if (!is_setting || judge.exists(word)) return true;
    return standing == Standing::value && !says_so(places.front().in(word));
}

}  // namespace

std::vector<Part> list_parts(const Judge& judge, std::string_view word, Part whole) {
    const std::string_view text = whole.place.in(word);
    if (text.find_first_of(separators) == std::string_view::npos && !text.starts_with('@') &&
        !has_joint(judge, text))
        return {whole};
    if (is_url(text)) return {whole};
    if (judge.is_one_path(text) && !is_list_of_one(judge, text) && !is_list_of_files(judge, text))
        return {whole};
    return List(judge, word, whole).parts();
}

std::vector<Part> path_parts(const Judge& judge, std::string_view word, Standing standing) {
    const std::vector<Place> places = path_places(word);
    const Part whole{.place = {.begin = 0, .end = word.size()}};
    if (places.size() == 1 && places.front() == whole.place)
        return with_hidden_paths(judge, word, list_parts(judge, word, whole));
    if (may_be_name(judge, word, places, standing)) return {whole};
    std::vector<Part> result;
    for (const Place place : places) {
        // -especs/a: a letter and a path, or a name.
        const bool is_glued = place.begin == 2 && word.starts_with('-') && !says_so(place.in(word));
        const std::vector<Part> parts = list_parts(
            judge, word, {.place = place, .spelling = is_glued ? Spelling::part : Spelling::value});
        result.insert(result.end(), parts.begin(), parts.end());
    }
    return with_hidden_paths(judge, word, result);
}

}  // namespace tao::paths
