#include "project/image_reference.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/escape.hpp"

namespace tao::project {

namespace {

constexpr std::string_view behind_transport = "://";
constexpr char example[] = "such as nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt";
constexpr std::size_t longest_tag = 128;

bool is_upper_case(char one) {
    return one >= 'A' && one <= 'Z';
}

bool is_small_or_digit(char one) {
    return (text::is_letter(one) && !is_upper_case(one)) || text::is_digit(one);
}

bool all_of(std::string_view text, bool (*allowed)(char)) {
    return std::all_of(text.begin(), text.end(), allowed);
}

bool in_host(char one) {
    return text::is_letter(one) || text::is_digit(one) || one == '.' || one == '-';
}

bool in_tag(char one) {
    return in_host(one) || one == '_';
}

bool is_tag(std::string_view tag) {
    return !tag.empty() && tag.size() <= longest_tag && tag[0] != '.' && tag[0] != '-' && all_of(tag, in_tag);
}

bool is_digest(std::string_view digest) {
    constexpr std::string_view kind = "sha256:";
    constexpr std::size_t digits = 64;
    return digest.starts_with(kind) && digest.size() == kind.size() + digits &&
           digest.find_first_not_of("0123456789abcdef", kind.size()) == std::string_view::npos;
}

// Between letters and digits stands one . or up to two _ or any number of -.
bool is_name(std::string_view name) {
    if (name.empty() || !is_small_or_digit(name.front()) || !is_small_or_digit(name.back())) return false;
    for (std::size_t at = 0; at < name.size();) {
        if (is_small_or_digit(name[at])) {
            ++at;
            continue;
        }
        const std::size_t end = std::min(name.find_first_not_of(name[at], at), name.size());
        const bool known =
            name[at] == '-' || (name[at] == '.' && end - at == 1) || (name[at] == '_' && end - at <= 2);
        if (!known || !is_small_or_digit(name[end])) return false;
        at = end;
    }
    return true;
}

// nvcr.io of nvcr.io/nvidia/tao; a name without a registry is one of Docker's own.
bool is_registry(std::string_view first) {
    return first == "localhost" || first.find_first_of(".:") != std::string_view::npos;
}

std::string in_lower_case(std::string_view text) {
    std::string lower(text);
    for (char& one : lower) {
        if (is_upper_case(one)) one = static_cast<char>(one - 'A' + 'a');
    }
    return lower;
}

// Only apptainer knows these, and it makes a file of what it gets from there.
bool is_apptainers(std::string_view transport) {
    return transport == "library" || transport == "oras" || transport == "shub";
}

std::string transport_fault(std::string_view transport, std::string_view rest) {
    const std::string whole = std::string(transport) + std::string(behind_transport) + std::string(rest);
    if (is_apptainers(transport))
        return "get it as a file: apptainer pull tao.sif " + text::shell_word(whole) + "\nand write: tao.sif";
    if (transport.empty() || rest.empty() || !all_of(transport, in_tag)) return example;
    return "leave out " + std::string(transport) + "://: " + std::string(rest);
}

std::optional<std::string> path_fault(std::string_view path, std::string_view whole) {
    const auto slash = path.find('/');
    if (slash != std::string_view::npos && is_registry(path.substr(0, slash))) {
        const std::string_view registry = path.substr(0, slash);
        const std::string_view host = registry.substr(0, registry.find(':'));
        const std::string_view port = registry.substr(std::min(host.size() + 1, registry.size()));
        if (host.size() != registry.size() && (port.empty() || !all_of(port, text::is_digit)))
            return "the port of a registry is a number, and the tag comes last";
        if (host.empty() || !all_of(host, in_host)) return example;
        path.remove_prefix(slash + 1);
    }
    if (std::any_of(path.begin(), path.end(), is_upper_case)) {
        // The tag and the registry may have capitals.
        std::string meant(whole);
        const auto at = static_cast<std::size_t>(path.data() - whole.data());
        meant.replace(at, path.size(), in_lower_case(path));
        return "an image's name is in lower case: " + meant;
    }
    for (;;) {
        const auto end = std::min(path.find('/'), path.size());
        if (!is_name(path.substr(0, end))) return example;
        if (end == path.size()) return std::nullopt;
        path.remove_prefix(end + 1);
    }
}

}  // namespace

std::string_view without_transport(std::string_view reference) {
    constexpr std::string_view usual = "docker://";
    return reference.starts_with(usual) ? reference.substr(usual.size()) : reference;
}

std::optional<std::string> reference_fault(std::string_view text) {
    text = without_transport(text);
    const std::string_view whole = text;
    if (const auto at = text.find(behind_transport); at != std::string_view::npos)
        return transport_fault(text.substr(0, at), text.substr(at + behind_transport.size()));
    if (const auto at = text.find('@'); at != std::string_view::npos) {
        if (!is_digest(text.substr(at + 1)))
            return "behind the @ comes sha256: and a digest of 64 hexadecimal digits";
        text = text.substr(0, at);
    }
    const auto last = text.rfind('/') == std::string_view::npos ? 0 : text.rfind('/') + 1;
    if (const auto colon = text.find(':', last); colon != std::string_view::npos) {
        const std::string_view tag = text.substr(colon + 1);
        if (tag.find(':') != std::string_view::npos) return "an image has one tag: one colon behind its name";
        if (!is_tag(tag)) return "a tag is letters, digits, _ . and -, and not empty";
        text = text.substr(0, colon);
    }
    return path_fault(text, whole);
}

}  // namespace tao::project
