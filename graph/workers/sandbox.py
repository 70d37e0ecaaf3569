"""The second wall: a worker that opens a socket to anywhere is killed by the kernel, whatever query made it try.

A seccomp filter through ctypes alone: no package, no privilege. It kills instead of refusing, since the engine turns a
refused connection under SERVICE SILENT into an empty row that looks like an answer. Linux on x86-64 and arm64 only.
"""

import ctypes
import platform
import signal
import sys
from struct import pack

# <linux/prctl.h>, <linux/seccomp.h>, <linux/audit.h>, <linux/filter.h>
PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_SET_MODE_FILTER = 1
SECCOMP_FILTER_FLAG_TSYNC = 1  # Threads that have started already are bound too.
KILL_PROCESS, ALLOW = 0x80000000, 0x7FFF0000
LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
CALL_NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
X32_CALLS = 0x40000000
AF_UNIX = 1

# Per machine: audit architecture, and the numbers of socket(2), io_uring_setup(2), seccomp(2).
MACHINES = {
    "x86_64": (0xC000003E, 41, 425, 317),
    "aarch64": (0xC00000B7, 198, 425, 277),
}


class SandboxFailed(OSError):
    """This machine or its container gives no filter; `str()` says why."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def seal() -> None:
    """Cut this process and all its threads off from every network, for good. Raises SandboxFailed."""
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        raise SandboxFailed(f"no filter for {sys.platform} on {platform.machine()}")
    architecture, socket_call, io_uring_call, seccomp_call = MACHINES[platform.machine()]
    code = b"".join(_instructions(architecture, socket_call, io_uring_call))
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(held))
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = (SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC)
    if libc.syscall(ctypes.c_long(seccomp_call), *map(ctypes.c_ulong, arguments), ctypes.byref(program)):
        raise SandboxFailed(f"the kernel refuses the filter (errno {ctypes.get_errno()})")


def die_with_parent() -> None:
    """Have the kernel kill this process when the one that forked it ends; elsewhere than on Linux, nothing."""
    if sys.platform == "linux":
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _instructions(architecture: int, socket_call: int, io_uring_call: int) -> list[bytes]:
    """Each jump counts the instructions to pass over when its test holds, and when it does not."""
    return [
        _step(LOAD, ARCHITECTURE),
        _step(JUMP_IF_EQUAL, architecture, 1, 0),
        _step(RETURN, KILL_PROCESS),
        _step(LOAD, CALL_NUMBER),
        _step(JUMP_IF_AT_LEAST, X32_CALLS, 5, 0),
        _step(JUMP_IF_EQUAL, io_uring_call, 4, 0),
        _step(JUMP_IF_EQUAL, socket_call, 0, 2),
        _step(LOAD, FIRST_ARGUMENT),
        _step(JUMP_IF_EQUAL, AF_UNIX, 0, 1),
        _step(RETURN, ALLOW),
        _step(RETURN, KILL_PROCESS),
    ]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return pack("<HBBI", code, if_true, if_false, value)


def _prctl(option: int, value: int) -> None:
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if prctl(option, value, 0, 0, 0):
        raise SandboxFailed(f"prctl({option}) failed (errno {ctypes.get_errno()})")
