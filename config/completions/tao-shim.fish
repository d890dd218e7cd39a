# Completion for tao-shim and for NVIDIA's launcher behind it.

# Asks once for each press of Tab: fish looks at the condition before it takes the words.
function __tao_shim_offers
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -g __tao_shim_offered (tao-shim complete -- $words (commandline --current-token --cut-at-cursor) 2>/dev/null)
    test (count $__tao_shim_offered) -gt 0
end

# Where nothing is offered, a file is meant.
for program in tao-shim tao tlt tao-deploy
    complete --command $program --condition __tao_shim_offers --no-files --arguments '(string join -- \n $__tao_shim_offered)'
end
