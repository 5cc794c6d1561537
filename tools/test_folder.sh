# Sourced before ctest: databases of tests are thrown away, and making and unmaking them on a busy disk takes most of the time.
# So they lie in memory where there is room. What has to outlive a kill is tested on the disk, by tests/live.
room_kb=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1) || room_kb=0
if [ "${room_kb:-0}" -gt 4000000 ]; then
  export TMPDIR=/dev/shm
fi
