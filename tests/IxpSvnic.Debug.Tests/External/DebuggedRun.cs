using System.Net;
using IxpSvnic.Arm;
using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Arm.Semihosting;
using IxpSvnic.Arm.Timing;
using IxpSvnic.Debug.Server;
using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Tests.External;

/// <summary>A program on a core with RAM, at whose entry a port waits for GDB.</summary>
internal sealed class DebuggedRun : IDisposable
{
    private readonly RamHost _host = new(1 << 20, new XscaleParameters(), new RamTiming());
    private readonly TcpDebuggerLink _link = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly ProgramImage _image;

    public DebuggedRun(string elf) => _image = ElfReader.Read(elf, File.ReadAllBytes(elf));

    public int Port => _link.Endpoint.Port;

    /// <summary>Instructions retired at the end.</summary>
    public long Instructions => _host.Core.InstructionsRetired;

    /// <summary>Runs until the program ends, the debugger kills it or <paramref name="isDone"/> is true.</summary>
    public ProgramResult Run(Func<bool> isDone)
    {
        GdbServer server = new(_link, new XscaleTarget(_host.Core, (XscaleMemory)_host.Memory), isDone);
        ProgramResult result = new BareMetalProgram(
            _host, _image, new BareMetalOptions { Semihosting = new Outside(), Debugger = server }).Run(new RunLimits(), isDone);
        if (result.End != ProgramEnd.Interrupted)
        {
            server.OnExit(result.ExitCode);
        }

        return result;
    }

    public void Dispose()
    {
        _link.Dispose();
        _host.Dispose();
    }

    private sealed class Outside : ISemihostingHost
    {
        public void Write(ReadOnlySpan<byte> bytes, bool isError)
        {
        }

        public int Read(Span<byte> bytes) => 0;

        public byte[]? ReadFile(string path) => null;
    }
}
