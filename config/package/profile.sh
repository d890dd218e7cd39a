# The tao shim stands in front of NVIDIA's launcher (package tao-shim).
case "$PATH:" in /usr/lib/tao-shim/shims:*) ;; *) PATH=/usr/lib/tao-shim/shims:"$PATH" ;; esac
export PATH
