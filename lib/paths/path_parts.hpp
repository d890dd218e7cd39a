#pragma once

#include <string_view>
#include <vector>

#include "paths/judge.hpp"
#include "paths/path_before_rest.hpp"
#include "paths/path_places.hpp"

namespace tao::paths {

// A place where a path stands, if its text is one, and how it stands there.
struct Part {
    Place place;
    Spelling spelling = Spelling::value;
};

// The parts of a word, or of a value of a spec file, that are to be judged, from the left: its places (path_places.hpp),
// and of each that is no one path as a whole those of a list:
//
//   /a,/b   /a:/b   "/a /b"   x/a,y/b      in front of a path; behind a blank a relative one counts if it is there, or,
//                                          new, beside another path or behind an option ("cat x/a -o x/new")
//   a/,b/   a/new:b/   a/*,b/              where each is there, or the last is a directory that is
//   coco:/a   name=x=/a                    behind a prefix
//   @/a   x=@/a                            the file whose content is meant
//   /a|/b   x+~/a                          behind a sign that ends no name: only what a mount shows or the host has
//   /a:ro   /a,   a/b.txt 0 1   /a:0.5     what stands behind a path that is there belongs to nothing (path_before_rest.hpp)
//   a/b.txt=x   a/k=v/c,a/d                a "=" behind or in the name of a file that is there ends no key
//   x/a,dir   "x/a dir"                    beside a path, the name of a directory may be one, too (Spelling::value)
//   ${oc.env:X,/a}   ${x:'/a'}             an argument of an interpolation, up to its end
//   run bash -c 'tee "/a" </b >/c'         in a command of a shell, behind its signs: only what the host or a mount has,
//                                          and what it writes to
//   '--opt /a'  x='[/a]'                   anywhere else, behind a blank, a quote or a bracket: as behind a sign
std::vector<Part> path_parts(const Judge& judge, std::string_view word, Standing standing = Standing::value);

// Those of one place alone.
std::vector<Part> list_parts(const Judge& judge, std::string_view word, Part whole);

}  // namespace tao::paths
