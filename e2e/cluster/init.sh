#!/bin/sh
# The first process of a cluster, in process and mount namespaces of its own. When it ends the kernel kills every process
# of the cluster, pods included, and undoes every mount. It ends when its input is closed: that is when the process that
# started the cluster calls stop(), crashes or is killed.
#
# The run folder becomes /run, /tmp, /var/lib and /var/log: the fixed paths that containerd, CNI, the kubelet and the
# host-path provisioner write to then are this run's own, and the paths of sockets are short wherever the checkout is.
set -eu
run=$1
bin=$2
cd /
read -r stat </proc/self/stat # while /proc is still the machine's: its number there (1), and its start (22)
set -- $stat
mount -t proc proc /proc
mount --bind "$bin" "$run/bin"
mount --rbind "$run" /run
mount --bind /run/tmp /tmp
mount --bind /run/lib /var/lib
mount --bind /run/log /var/log
echo "$1 ${22}" >/run/init.mark.new
mv /run/init.mark.new /run/init.mark
# Nobody waits for the processes that end up as children of this one; ignoring the signal has the kernel clear them.
exec env --ignore-signal=CHLD cat >/dev/null
