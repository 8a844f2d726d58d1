#!/usr/bin/env bash
# Makes e2e/captures again: real programs talk in two network namespaces, tcpdump listens. Needs root.
# Programs: nginx, curl, dnsmasq, ping, openssl, tcpdump, iproute2, ethtool, editcap (wireshark-common).
set -euo pipefail
cd "$(dirname "$0")/../e2e/captures"

here="netloupe-client-$$"
there="netloupe-server-$$"
scratch=$(mktemp -d)
children=()

cleanup() {
  for pid in "${children[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait "${children[@]}" 2>/dev/null || true
  ip netns del "$here" 2>/dev/null || true
  ip netns del "$there" 2>/dev/null || true
  rm -rf "$scratch"
}
trap cleanup EXIT

client() { ip netns exec "$here" "$@"; }
server() { ip netns exec "$there" "$@"; }

# Two hosts on one cable: 192.0.2.0/24 and 2001:db8::/64 are the addresses of documentation.
ip netns add "$here"
ip netns add "$there"
ip link add "nlc$$" type veth peer name "nls$$"
ip link set "nlc$$" netns "$here" name eth0 address 02:00:00:00:00:10
ip link set "nls$$" netns "$there" name eth0 address 02:00:00:00:00:01
for ns in "$here" "$there"; do
  # Checksums are then on the wire as a network card would send them.
  ip netns exec "$ns" ip link set lo up
  ip netns exec "$ns" sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.router_solicitations=0
done
client ip addr add 192.0.2.10/24 dev eth0 && client ip addr add 2001:db8::10/64 dev eth0 nodad && client ip link set eth0 up
server ip addr add 192.0.2.1/24 dev eth0 && server ip addr add 2001:db8::1/64 dev eth0 nodad && server ip link set eth0 up
for ns in "$here" "$there"; do
  command -v ethtool >/dev/null && ip netns exec "$ns" ethtool -K eth0 tx off tso off gso off gro off >/dev/null 2>&1 || true
done

# The server: a page, a picture of some size, TLS with a certificate of its own, names.
mkdir -p "$scratch/www" "$scratch/logs"
echo '<!doctype html><title>Loupe</title><h1>A page to look at</h1>' >"$scratch/www/index.html"
seq 1 6000 | head -c 24000 >"$scratch/www/numbers.txt"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj '/CN=www.netloupe.test' \
  -addext 'subjectAltName=DNS:www.netloupe.test' -keyout "$scratch/key.pem" -out "$scratch/cert.pem" 2>/dev/null
cat >"$scratch/nginx.conf" <<CONF
daemon off; pid $scratch/nginx.pid; error_log $scratch/logs/error.log; worker_processes 1; user root;
events { worker_connections 64; }
http {
  access_log off; types { text/html html; text/plain txt; }
  server { listen 80; listen [::]:80; root $scratch/www; location /old { return 302 /index.html; } }
  server { listen 443 ssl; listen [::]:443 ssl; root $scratch/www; ssl_certificate $scratch/cert.pem; ssl_certificate_key $scratch/key.pem; ssl_protocols TLSv1.2 TLSv1.3; }
}
CONF
ip netns exec "$there" nginx -p "$scratch" -c "$scratch/nginx.conf" >/dev/null 2>&1 &
children+=($!)
ip netns exec "$there" dnsmasq --keep-in-foreground --no-resolv --no-hosts --port=53 --listen-address=192.0.2.1 --bind-interfaces --pid-file= --user=root \
  --host-record=www.netloupe.test,192.0.2.1,2001:db8::1 --cname=web.netloupe.test,www.netloupe.test \
  --local=/netloupe.test/ --txt-record=netloupe.test,"a text to read" --log-facility=- >/dev/null 2>&1 &
children+=($!)
mkdir -p "/etc/netns/$here"
echo 'nameserver 192.0.2.1' >"/etc/netns/$here/resolv.conf"
trap 'rm -rf "/etc/netns/$here"; rmdir --ignore-fail-on-non-empty /etc/netns; cleanup' EXIT
for _ in $(seq 50); do client curl -sf -o /dev/null "http://192.0.2.1/" && break || sleep 0.1; done

# record NAME [tcpdump options]: starts tcpdump in the client's namespace, -U so that nothing is lost at the end.
record() {
  local file=$1
  shift
  ip netns exec "$here" tcpdump -i eth0 -n -s 0 -U --immediate-mode -w "$file" "$@" 2>"$scratch/tcpdump.log" &
  listener=$!
  children+=("$listener")
  for _ in $(seq 50); do grep -q 'listening on' "$scratch/tcpdump.log" && break || sleep 0.1; done
  sleep 0.2
}
stop() {
  sleep 0.5
  kill -INT "$listener"
  wait "$listener" 2>/dev/null || true
}

# sample: names, ping, a page, a download of which packets get lost, TLS, one refused connection.
client ip neigh flush dev eth0 && client ip -6 neigh flush dev eth0
record "$scratch/sample.pcap"
client curl -s -o /dev/null http://www.netloupe.test/
client ping -q -c 2 -i 0.2 192.0.2.1 >/dev/null
client ping -q -c 2 -i 0.2 2001:db8::1 >/dev/null
server tc qdisc add dev eth0 root tbf rate 4mbit burst 3100 limit 6000 # a narrow link: what does not fit its queue is lost
client curl -s -4 -m 20 -o /dev/null http://www.netloupe.test/numbers.txt || true
server tc qdisc del dev eth0 root
client curl -s -6 -o /dev/null http://web.netloupe.test/old || true
client curl -sk -4 --tls-max 1.2 -o /dev/null https://www.netloupe.test/
client curl -sk -6 -o /dev/null https://www.netloupe.test/
client curl -s -o /dev/null http://192.0.2.1:81/ || true
client curl -s -o /dev/null http://nowhere.netloupe.test/ || true
stop

# cut: the same kind of traffic with a snaplen of 64, so that every layer is met truncated.
record "$scratch/cut.pcap" -s 64
client curl -s -4 -o /dev/null http://www.netloupe.test/index.html
stop

editcap -F pcapng --capture-comment 'Netloupe sample: nginx, curl, dnsmasq, ping and openssl in two network namespaces' "$scratch/sample.pcap" sample.pcapng
cp "$scratch/cut.pcap" cut-to-64-bytes.pcap
gzip -9nc "$scratch/sample.pcap" >sample.pcap.gz
# A file that ends inside its last record, as a full disk leaves it.
head -c -37 "$scratch/sample.pcap" >ends-in-a-record.pcap
ls -l ./*.pcap*
