-- wrk's side of a workload. Arguments: file of addresses, one a line; number of the first request, 0 for addresses as they are.
-- Prints one line of JSON when it is done.
local addresses, number, fresh = {}, 0, false
local asked = 0

function init(args)
  for line in io.lines(args[1]) do
    addresses[#addresses + 1] = line
  end
  number = tonumber(args[2])
  fresh = number > 0
end

function request()
  asked = asked + 1
  local address = addresses[(asked - 1) % #addresses + 1]
  if fresh then
    address = address .. string.format("%d", number + asked)
  end
  return wrk.format("GET", address)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.6f, "bytes": %d, "failed": %d, "median_ms": %.3f, "p99_ms": %.3f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
