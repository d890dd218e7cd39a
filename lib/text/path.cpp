#include "text/path.hpp"

#include <vector>

namespace tao::text {

namespace {

// Goes through the components of a path from the left, empty ones left out.
class Components {
  public:
    explicit Components(std::string_view path) : path_(path) {}

    bool next() {
        while (end_ < path_.size() && path_[end_] == '/')
            ++end_;
        if (end_ == path_.size()) return false;
        const std::size_t begin = end_;
        end_ = path_.find('/', begin);
        if (end_ == std::string_view::npos) end_ = path_.size();
        component_ = path_.substr(begin, end_ - begin);
        return true;
    }

    std::string_view component() const { return component_; }
    std::size_t end() const { return end_; }  // offset behind the component

  private:
    std::string_view path_;
    std::string_view component_;
    std::size_t end_ = 0;
};

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> result;
    for (Components components(path); components.next();)
        result.push_back(components.component());
    return result;
}

}  // namespace

bool is_absolute(std::string_view path) {
    return path.starts_with('/');
}

bool starts_path(std::string_view text) {
    return text.starts_with('/') || text.starts_with("~/");
}

std::string with_home(std::string_view path, std::string_view home) {
    const bool is_below_home = path == "~" || path.starts_with("~/");
    if (!is_below_home || !is_absolute(home)) return std::string(path);
    return std::string(home).append(path.substr(1));
}

bool is_normalised(std::string_view path) {
    if (path == "/") return true;
    if (!is_absolute(path) || path.ends_with('/') || path.find("//") != std::string_view::npos) return false;
    for (Components components(path); components.next();) {
        if (components.component() == "." || components.component() == "..") return false;
    }
    return true;
}

bool has_parent_step(std::string_view path) {
    if (path.find("..") == std::string_view::npos) return false;
    for (Components components(path); components.next();) {
        if (components.component() == "..") return true;
    }
    return false;
}

std::string normalised(std::string_view absolute_path) {
    if (is_normalised(absolute_path)) return std::string(absolute_path);
    std::vector<std::string_view> kept;
    for (Components components(absolute_path); components.next();) {
        if (components.component() == ".") continue;
        if (components.component() != "..") {
            kept.push_back(components.component());
        } else if (!kept.empty()) {
            kept.pop_back();
        }
    }
    if (kept.empty()) return "/";
    std::string result;
    result.reserve(absolute_path.size());
    for (const std::string_view component : kept)
        result.append("/").append(component);
    return result;
}

bool is_under(std::string_view path, std::string_view ancestor) {
    if (!path.starts_with(ancestor)) return false;
    return path.size() == ancestor.size() || ancestor == "/" || path[ancestor.size()] == '/';
}

std::string_view parent(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string_view::npos ? std::string_view("/") : path.substr(0, slash);
}

std::string_view last_component(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

std::string join(std::string_view directory, std::string_view rest) {
    while (rest.starts_with('/'))
        rest.remove_prefix(1);
    std::string result(directory);
    if (rest.empty()) return result;
    if (!result.ends_with('/')) result += '/';
    return result.append(rest);
}

std::optional<std::size_t> end_of_ancestor(std::string_view path, std::string_view ancestor) {
    if (!is_absolute(path)) return std::nullopt;
    if (is_under(path, ancestor) && !has_parent_step(path.substr(ancestor.size()))) {
        return ancestor == "/" ? 0 : ancestor.size();
    }
    const std::vector<std::string_view> wanted = split(ancestor);
    std::size_t depth = 0;    // components of the path so far, in normal form
    std::size_t matched = 0;  // how many of them, from the left, are the ancestor's
    std::optional<std::size_t> end;
    if (wanted.empty()) end = 0;
    for (Components components(path); components.next();) {
        const std::string_view component = components.component();
        if (component == ".") continue;
        if (component == "..") {
            if (depth > 0) --depth;
            if (matched > depth) matched = depth;
        } else {
            if (matched == depth && matched < wanted.size() && wanted[matched] == component) ++matched;
            ++depth;
        }
        if (matched < wanted.size()) {
            end.reset();
        } else if (!end) {
            end = components.end();
        }
    }
    return end;
}

}  // namespace tao::text
