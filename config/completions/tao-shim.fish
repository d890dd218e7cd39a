# Completion for tao-shim and for NVIDIA's launcher behind it. fish offers files as well.

function __tao_shim_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    tao-shim complete -- $words (commandline --current-token --cut-at-cursor) 2>/dev/null
end

for program in tao-shim tao tlt tao-deploy
    complete --command $program --arguments '(__tao_shim_complete)'
end
