#include "paths/path_parts.hpp"

#include <algorithm>

#include "paths/hidden_paths.hpp"
#include "paths/never_translated.hpp"
#include "paths/output_names.hpp"
#include "paths/path_before_rest.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

constexpr std::string_view blanks = " \t\n";
constexpr std::string_view separators = ",;:= \t\n";
constexpr std::string_view quotes = "\"'`";
constexpr std::string_view signs_of_shells = "|<>&()";
constexpr std::string_view ends_of_commands = ";|<>&()";
// What else may join two paths, or stand in front of one, in a word that is no command: not what ends a name.
constexpr std::string_view joints = "|<>&(+@^%!";

bool contains_slash(std::string_view text) {
    return text.find('/') != std::string_view::npos;
}

bool is_path_behind_joint(const Judge& judge, std::string_view text, std::size_t at) {
    if (!text::is_one_of(joints, text[at])) return false;
    const std::string_view rest = text.substr(at + 1);
    const std::string_view path =
        rest.substr(0, std::min(rest.find_first_of(joints), rest.find_first_of(separators)));
    if (text::starts_path(rest)) return is_certain_path(judge, path);
    return contains_slash(path) && judge.is_relative_path(path, Spelling::part) && judge.exists(path);
}

bool has_joint(const Judge& judge, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_path_behind_joint(judge, text, at)) return true;
    }
    return false;
}

// The text, or what of it stands in front of a pattern, is there.
bool is_there(const Judge& judge, std::string_view text) {
    const std::size_t pattern = text.find_first_of("*?");
    if (pattern == std::string_view::npos || judge.exists(text)) return judge.exists(text);
    const std::size_t slash = text.rfind('/', pattern);
    return slash != std::string_view::npos && slash > 0 && judge.exists(text.substr(0, slash));
}

// data/a data/b, data/,results/ and data/*:results/b, where each is there: no new file of that name. Behind a path from
// the root and a blank, the bare name of a directory is the rest of its name.
bool is_list_of_files(const Judge& judge, std::string_view text) {
    constexpr std::string_view between = ",;: \t\n";
    if (judge.exists(text)) return false;
    const bool is_spelled = is_spelled_as_path(text);
    bool is_behind_blank = false;
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(between), text.size());
        const std::string_view element = text.substr(0, end);
        if (!element.empty()) {
            if (!is_there(judge, element)) return false;
            const bool is_rest = is_spelled && is_behind_blank && !contains_slash(element);
            if (is_rest && !judge.is_file(element)) return false;
            ++count;
        }
        is_behind_blank = end < text.size() && text::is_one_of(blanks, text[end]);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return count > 1;
}

// data/new,results/: behind the last sign stands a directory that is there, which ends no new name.
bool ends_with_directory(const Judge& judge, std::string_view text) {
    const std::size_t sign = text.find_last_of(",;:");
    if (sign == std::string_view::npos || !text.ends_with('/')) return false;
    const std::string_view last = text.substr(sign + 1);
    return contains_slash(text.substr(0, sign)) && last.find('/') == last.size() - 1 && judge.exists(last);
}

// Behind which sign the shell of a command is somewhere else, and nothing relative is meant from here any more: that behind
// the first cd. The end of the text: behind none.
std::size_t end_of_first_cd(std::string_view text) {
    constexpr std::string_view command = "cd ";
    for (std::size_t at = text.find(command); at != std::string_view::npos; at = text.find(command, at + 1)) {
        if (at > 0 && !text::is_one_of(" \t\n;&|(", text[at - 1])) continue;
        return std::min(text.find_first_of(";&|\n", at), text.size());
    }
    return text.size();
}

class List {
  public:
    List(const Judge& judge, std::string_view word, Part whole) : judge_(judge), word_(word), whole_(whole) {}

    std::vector<Part> parts() {
        begin(whole_.place.begin, '\0');
        is_command_ = may_be_command(whole_.place.in(word_));
        if (is_command_) leaves_here_ = whole_.place.begin + end_of_first_cd(whole_.place.in(word_));
        is_new_name_ = is_new_name(whole_.place.in(word_));
        is_list_of_names_ = is_list_of_files(judge_, whole_.place.in(word_));
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
        ask_for_directories();
        return std::move(parts_);
    }

  private:
    // data/a,results: beside a path, the name of a directory may well be meant, too.
    void ask_for_directories() {
        const bool beside_path = std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) {
            const std::string_view text = part.place.in(word_);
            return is_spelled_as_path(text) || (contains_slash(text) && judge_.exists(text));
        });
        if (!beside_path || whole_.spelling != Spelling::value) return;
        constexpr std::string_view between = ",; \t\n";
        for (std::size_t index = 0; index < parts_.size(); ++index) {
            Part& part = parts_[index];
            const auto [begin, end] = part.place;
            const bool behind_path =
                index > 0 && word_[begin - 1] == ':' && contains_slash(parts_[index - 1].place.in(word_));
            const bool is_element =
                (begin == whole_.place.begin || behind_path || text::is_one_of(between, word_[begin - 1])) &&
                (end == whole_.place.end || text::is_one_of(between, word_[end]));
            if (is_element && is_bare_directory(part.place.in(word_))) part.spelling = Spelling::value;
        }
    }

    bool is_bare_directory(std::string_view element) const {
        return !element.empty() && !contains_slash(element) && !text::is_one_of(".~@$-", element.front()) &&
               judge_.exists(element) && !judge_.is_file(element);
    }

    // Behind such a separator a name stands in a list of names: of words between blanks, if all of them are there; behind
    // a colon, if a path is in front of it, and no label.
    bool is_element_behind(char separator, std::size_t at) const {
        if (separator == ':') {
            const std::string_view before =
                word_.substr(next_.place.begin, at - 1 - std::min(at - 1, next_.place.begin));
            return contains_slash(before) && judge_.exists(before);
        }
        return separator == ',' || separator == ';' ||
               (text::is_one_of(blanks, separator) && is_list_of_names_);
    }

    // run bash -c 'ls "/home/u/data" > /home/u/out'
    static bool may_be_command(std::string_view text) {
        return !is_spelled_as_path(text) && text.find_first_of(blanks) != std::string_view::npos;
    }

    // "/a/new b/c" is one name, with a blank in it, unless there is b/c.
    bool is_new_name(std::string_view text) const {
        const std::string_view first = text.substr(0, text.find_first_of(blanks));
        return is_spelled_as_path(text) && !judge_.exists(first.substr(0, first.find_last_not_of(",;:") + 1));
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
        if (at > leaves_here_ && !text::starts_path(rest)) return false;
        if (rest.starts_with('@')) return is_path_at(at + 1, separator);
        if (is_spelled_as_path(rest)) return true;
        const std::string_view element = element_at(at, separator);
        // A variable that nobody has set, in front of a path.
        if (separator == ',' && rest.starts_with('$') && contains_slash(element)) return true;
        if (is_redirected(at) && is_file_name(element)) return true;
        if (is_element_behind(separator, at) && is_bare_directory(element)) return true;
        if (!judge_.is_relative_path(element, Spelling::part)) return false;
        const bool anywhere = separator == '\0' ||
                              (text::is_one_of(separators, separator) && !text::is_one_of(blanks, separator));
        if (anywhere) return true;
        if (is_new_name_ && !(contains_slash(element) && judge_.exists(element))) return false;
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
        return is_redirected(at) && !is_spelled_as_path(word_.substr(at)) ? Spelling::output : Spelling::part;
    }

    // coco:/a, x=a/b: the name in front says what the path is, even if the host has a file of that name.
    bool is_label(std::size_t at) const {
        const std::string_view name = word_.substr(next_.place.begin, at - next_.place.begin);
        if (name.find('/') != std::string_view::npos) return false;
        return word_[at] == '=' || (word_[at] == ':' && is_spelled_as_path(word_.substr(at + 1)));
    }

    void begin(std::size_t at, char separator) {
        const bool behind_path = !parts_.empty() && is_spelled_as_path(parts_.back().place.in(word_));
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
        const bool is_relative = !is_spelled_as_path(next_.place.in(word_));
        if (!is_whole && is_relative && next_.spelling == Spelling::value) next_.spelling = Spelling::part;
        parts_.push_back(next_);
    }

    // Of /a/b:ro, where there is /a/b, what stands behind the separator belongs to nothing; nor does another
    // command behind it.
    std::size_t without_rest(std::size_t begin, std::size_t end) const {
        const std::string_view text = word_.substr(begin, end - begin);
        if (is_command_ && !in_quotes_ && is_spelled_as_path(text) && !judge_.exists(text)) {
            const std::string_view command = text.substr(0, text.find_first_of(ends_of_commands));
            const std::string_view path = command.substr(0, command.find_last_not_of(blanks) + 1);
            if (judge_.exists(path)) return begin + path.size();
        }
        if (judge_.exists(text)) return end;
        const bool is_whole = begin == whole_.place.begin && end == whole_.place.end;
        const std::size_t path = path_before_rest(judge_, text, is_whole ? Standing::alone : Standing::value);
        if (path != 0) return begin + path;
        if (!in_quotes_ && !is_spelled_as_path(text)) {
            const std::string_view first =
                text.substr(0, text.find_first_of(is_command_ ? " \t\n;|<>&()" : " \t\n"));
            const std::string_view element = first.substr(0, first.find_last_not_of(",;:") + 1);
            const bool counts =
                begin > whole_.place.begin || (may_be_in_sentence(element) && judge_.exists(element));
            const bool is_path = next_.spelling == Spelling::output ||
                                 (counts && judge_.is_relative_path(element, Spelling::part));
            if (!element.empty() && is_path) return begin + element.size();
        }
        return end;
    }

    const Judge& judge_;
    std::string_view word_;
    Part whole_;
    Part next_;
    bool is_command_ = false;
    std::size_t leaves_here_ = std::string_view::npos;  // see end_of_first_cd()
    bool is_new_name_ = false;
    bool is_list_of_names_ = false;
    bool holds_path_ = false;
    std::vector<std::size_t> opened_;  // where the interpolations around begin, innermost last
    bool in_quotes_ = false;           // of a command, where a blank is part of a name
    std::vector<Part> parts_;
};

// data/a=b/c.txt,data/d and data/a.txt=car: a "=" in or behind the name of a file that is there ends no key.
bool begins_with_file(const Judge& judge, std::string_view word) {
    if (word.empty() || text::is_one_of("-+~", word.front()) || is_spelled_as_path(word)) return false;
    if (judge.exists(word)) return false;
    const std::string_view element = word.substr(0, word.find_first_of(",:; \t\n"));
    const std::size_t equals = element.find('=');
    const std::size_t slash = element.find('/');
    if (slash == std::string_view::npos) return false;
    if (slash < equals && equals != std::string_view::npos && judge.is_file(element)) return true;
    const std::string_view path = element.substr(0, equals);
    return slash < path.size() && path.find('.', path.rfind('/')) != std::string_view::npos &&
           judge.is_file(path);
}

// data/a=b and [a] may be the names of files. Of one that is not there, data/a=/b and, by itself, data/a=b are Hydra's: a
// group, and what is chosen from it.
bool may_be_name(const Judge& judge, std::string_view word, const std::vector<Place>& places,
                 Standing standing) {
    if (word.starts_with('-') || is_spelled_as_path(word)) return false;
    if (!judge.is_relative_path(word, Spelling::value)) return false;
    const bool is_setting =
        places.size() == 1 && places.front().begin > 0 && word[places.front().begin - 1] == '=';
    if (!is_setting || judge.exists(word)) return true;
    // data/a=b/new, in a directory that is there
    const std::size_t equals = places.front().begin - 1;
    if (word.rfind('/') > equals && word.find('/') < equals && judge.is_relative_path(word, Spelling::part))
        return true;
    return standing == Standing::value && !is_spelled_as_path(places.front().in(word));
}

}  // namespace

std::vector<Part> list_parts(const Judge& judge, std::string_view word, Part whole) {
    const std::string_view text = whole.place.in(word);
    if (text.find_first_of(separators) == std::string_view::npos && !text.starts_with('@') &&
        !has_joint(judge, text))
        return {whole};
    if (is_url(text) || judge.is_of_windows(text)) return {whole};
    if (judge.exists(text)) return {whole};
    if (judge.is_one_path(text) && !is_list_of_files(judge, text) && !ends_with_directory(judge, text) &&
        path_before_rest(judge, text, Standing::alone) == 0) {
        return {whole};
    }
    return List(judge, word, whole).parts();
}

std::vector<Part> path_parts(const Judge& judge, std::string_view word, Standing standing) {
    const std::vector<Place> places = path_places(word);
    const Part whole{.place = {.begin = 0, .end = word.size()}};
    if (places.size() == 1 && places.front() == whole.place)
        return with_hidden_paths(judge, word, list_parts(judge, word, whole));
    if (begins_with_file(judge, word)) return with_hidden_paths(judge, word, list_parts(judge, word, whole));
    if (may_be_name(judge, word, places, standing)) return {whole};
    std::vector<Part> result;
    for (const Place place : places) {
        // -especs/a: a letter and a path, or a name.
        const bool is_glued =
            place.begin == 2 && word.starts_with('-') && !is_spelled_as_path(place.in(word));
        const std::vector<Part> parts = list_parts(
            judge, word, {.place = place, .spelling = is_glued ? Spelling::part : Spelling::value});
        result.insert(result.end(), parts.begin(), parts.end());
    }
    return with_hidden_paths(judge, word, result);
}

}  // namespace tao::paths
