"""One hop on a Meniscus bridge: land, record a voltammogram, retract, print the peak current.

    python3 one_hop.py 127.0.0.1 5025        (the language: docs/bridge-protocol.md)
"""
import socket, struct, sys, time

host, port = sys.argv[1], int(sys.argv[2])
link = socket.create_connection((host, port), timeout=5).makefile("rwb", buffering=0)
# On USB, with pyserial: link = serial.Serial("/dev/ttyACM0", timeout=5)

def send(*lines):
    link.write("".join(f"{line}\n" for line in lines).encode())

def ask(query):
    send(query)
    return link.readline().decode().strip()

def block(query):
    send(query)
    head = link.read(2)                        # "#", and how many digits the length has
    size, data = int(link.read(int(head[1:]))), b""
    while len(data) < size:
        data += link.read(size - len(data))
    link.read(1)                               # the line feed behind it
    return data

send("", "*CLS", "PROG:CLE", "SYST:WATC 5")
for step in ("MOVE", "AMPLIFIER,2e-8,1000", "BIAS,1.3", "APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015",
             "HOLD,POTENTIAL,1.9,0.1,0.01", "CYCLE,1.9,1.2,1.9,1.9,5,1,0.0002", "RETRACT,0.000001,0.0001", "END"):
    send(f"PROG:STEP {step}")
number = int(ask("STAT?").split(",")[5])       # the record that comes next
send(f"QUE:HOP {number},45e-6,46e-6,11.5e-6", "RUN")
while ask("STAT?").startswith("RUNNING"):
    time.sleep(0.05)
assert ask("SYST:ERR?").startswith("0,"), "the bridge refused something"
current, flags = [], 0
while data := block(f"DATA? {number}"):
    while data:                                # a record: 48 bytes, float32 samples, CRC-32C, to a multiple of 8
        number, _, step, flag, _, count, mask = struct.unpack("<4x2I2H3I", data[:28])
        samples = struct.unpack_from(f"<{bin(mask).count('1') * count}f", data, 48)
        current += samples[:count] if step == 5 else []   # of the CYCLE, whose lowest channel is the current
        flags, number, data = flags | flag, number + 1, data[(48 + 4 * len(samples) + 4 + 7) // 8 * 8:]
send(f"DATA:REL {number}", "SYST:WATC 0")
print(f"{min(current) * 1e12:.2f} pA" if flags & 4 and current else "no contact")
