using System.Text;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Semihosting;

/// <summary>
/// Arm semihosting 2.0 for a program on the core: SWI 0x123456 (ARM), SWI 0xAB and BKPT 0xAB (Thumb). A call costs no simulated time.
/// Parameter blocks and buffers are virtual addresses, read and written through the caches in the program's byte order.
/// Files can only be read; what would change the host fails. Time is simulated time from a fixed epoch.
/// <para>Not modelled: SYS_SYSTEM, SYS_REMOVE, SYS_RENAME and SYS_TMPNAM (they fail).</para>
/// </summary>
public sealed class SemihostingCalls(XscaleCore core, CoreMemory memory, ISemihostingHost host, SemihostingSetup setup) : IStateful
{
    private const uint Failed = 0xffff_ffff;
    private const uint ApplicationExit = 0x2_0026;
    private const int LongestText = 1 << 20;

    private static readonly byte[] Features = [.. "SHFB"u8, 0b11];

    private readonly List<SemihostingFile> _files = [];
    private int _errorNumber;
    private bool _isFinished;
    private int _exitCode;
    private uint _exitReason;

    /// <summary>The program has called SYS_EXIT or SYS_EXIT_EXTENDED.</summary>
    public bool IsFinished => _isFinished;

    /// <summary>The program's exit code: its own, or 1 when it stopped for another reason than its end.</summary>
    public int ExitCode => _exitCode;

    /// <summary>The reason given to SYS_EXIT (ADP_Stopped_…).</summary>
    public uint ExitReason => _exitReason;

    /// <summary>Performs the call at the program counter and steps over it.</summary>
    public void Execute()
    {
        core[0] = Perform((SemihostingOperation)core[0], core[1]);
        if (!_isFinished)
        {
            core.SkipSemihostingCall();
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("semihosting");
        visitor.Value(ref _errorNumber);
        visitor.Value(ref _isFinished);
        visitor.Value(ref _exitCode);
        visitor.Value(ref _exitReason);
        int count = _files.Count;
        visitor.Value(ref count);
        while (_files.Count < count)
        {
            _files.Add(new SemihostingFile(SemihostingStream.Closed, []));
        }

        _files.RemoveRange(count, _files.Count - count);
        _files.ForEach(f => f.Sync(visitor));
    }

    private uint Perform(SemihostingOperation operation, uint argument) => operation switch
    {
        SemihostingOperation.Open => Open(Word(argument), Word(argument + 4), Word(argument + 8)),
        SemihostingOperation.Close => Close(Word(argument)),
        SemihostingOperation.WriteCharacter => Print([Byte(argument)]),
        SemihostingOperation.WriteString => Print(Text(argument)),
        SemihostingOperation.Write => Write(Word(argument), Word(argument + 4), Word(argument + 8)),
        SemihostingOperation.Read => Read(Word(argument), Word(argument + 4), Word(argument + 8)),
        SemihostingOperation.ReadCharacter => ReadCharacter(),
        SemihostingOperation.IsError => Word(argument) >> 31,
        SemihostingOperation.IsTty => File(Word(argument)) is { } file ? file.Stream != SemihostingStream.File ? 1u : 0 : Fail(9),
        SemihostingOperation.Seek => Seek(Word(argument), Word(argument + 4)),
        SemihostingOperation.FileLength => File(Word(argument)) is { } file ? (uint)file.Length : Fail(9),
        SemihostingOperation.TemporaryName or SemihostingOperation.Remove or SemihostingOperation.Rename => Fail(30),
        SemihostingOperation.Clock => (uint)(core.Cycle * 100 / setup.CyclesPerSecond),
        SemihostingOperation.Time => (uint)(setup.EpochSeconds + (core.Cycle / setup.CyclesPerSecond)),
        SemihostingOperation.ErrorNumber => (uint)_errorNumber,
        SemihostingOperation.GetCommandLine => GetCommandLine(argument),
        SemihostingOperation.HeapInfo => HeapInfo(Word(argument)),
        SemihostingOperation.Exit => Exit(argument, 0),
        SemihostingOperation.ExitExtended => Exit(Word(argument), Word(argument + 4)),
        SemihostingOperation.Elapsed => Elapsed(argument),
        SemihostingOperation.TickFrequency => (uint)setup.CyclesPerSecond,
        _ => Fail(38),
    };

    private uint Open(uint nameAddress, uint mode, uint length)
    {
        if (mode > 11 || length > LongestText)
        {
            return Fail(22);
        }

        byte[] name = Bytes(nameAddress, length);
        string text = Encoding.UTF8.GetString(name);
        if (text == ":tt")
        {
            return Add(new SemihostingFile(
                mode < 4 ? SemihostingStream.Input : mode < 8 ? SemihostingStream.Output : SemihostingStream.Error, []));
        }

        if (mode > 1)
        {
            return Fail(30);
        }

        byte[]? content = text == ":semihosting-features" ? Features : host.ReadFile(text);
        return content is null ? Fail(2) : Add(new SemihostingFile(SemihostingStream.File, content));
    }

    private uint Close(uint handle)
    {
        if (File(handle) is null)
        {
            return Fail(9);
        }

        _files[(int)handle - 1] = new SemihostingFile(SemihostingStream.Closed, []);
        return 0;
    }

    private uint Print(byte[] bytes)
    {
        host.Write(bytes, false);
        return core[0];
    }

    private uint Write(uint handle, uint address, uint length)
    {
        if (File(handle) is not { Stream: SemihostingStream.Output or SemihostingStream.Error } file)
        {
            _ = Fail(9);
            return length;
        }

        uint done = 0;
        while (done < length)
        {
            byte[] bytes = Bytes(address + done, Math.Min(LongestText, length - done));
            host.Write(bytes, file.Stream == SemihostingStream.Error);
            done += (uint)bytes.Length;
            if (bytes.Length == 0)
            {
                break;
            }
        }

        return length - done;
    }

    private uint Read(uint handle, uint address, uint length)
    {
        if (File(handle) is not { Stream: SemihostingStream.Input or SemihostingStream.File } file)
        {
            _ = Fail(9);
            return length;
        }

        byte[] buffer = new byte[Math.Min(length, LongestText)];
        uint done = 0;
        while (done < length)
        {
            Span<byte> chunk = buffer.AsSpan(0, (int)Math.Min((uint)buffer.Length, length - done));
            int count = file.Stream == SemihostingStream.File ? file.Read(chunk) : host.Read(chunk);
            for (int i = 0; i < count; i++)
            {
                Put(address + done + (uint)i, chunk[i]);
            }

            done += (uint)count;

            // A console answers with what there is, a file with all that was asked for.
            if (count == 0 || file.Stream == SemihostingStream.Input)
            {
                break;
            }
        }

        return length - done;
    }

    private uint ReadCharacter()
    {
        Span<byte> one = stackalloc byte[1];
        return host.Read(one) == 1 ? one[0] : Failed;
    }

    private uint Seek(uint handle, uint position)
    {
        if (File(handle) is not { Stream: SemihostingStream.File } file || position > file.Length)
        {
            return Fail(22);
        }

        file.Position = (int)position;
        return 0;
    }

    private uint GetCommandLine(uint block)
    {
        byte[] text = Encoding.UTF8.GetBytes(setup.CommandLine);
        uint buffer = Word(block);
        if (Word(block + 4) < text.Length + 1)
        {
            return Fail(22);
        }

        for (int i = 0; i < text.Length; i++)
        {
            Put(buffer + (uint)i, text[i]);
        }

        Put(buffer + (uint)text.Length, 0);
        PutWord(block + 4, (uint)text.Length);
        return 0;
    }

    private uint HeapInfo(uint block)
    {
        PutWord(block, setup.HeapBase);
        PutWord(block + 4, setup.HeapLimit);
        PutWord(block + 8, setup.StackBase);
        PutWord(block + 12, setup.StackLimit);
        return core[0];
    }

    private uint Elapsed(uint block)
    {
        uint high = memory.ByteFlip != 0 ? 0u : 4;
        PutWord(block + high, (uint)(core.Cycle >> 32));
        PutWord(block + (4 - high), (uint)core.Cycle);
        return 0;
    }

    private uint Exit(uint reason, uint code)
    {
        _isFinished = true;
        _exitReason = reason;
        _exitCode = reason == ApplicationExit ? (int)(code & 0xff) : 1;
        return core[0];
    }

    private uint Fail(int errorNumber)
    {
        _errorNumber = errorNumber;
        return Failed;
    }

    private uint Add(SemihostingFile file)
    {
        int free = _files.FindIndex(f => f.Stream == SemihostingStream.Closed);
        if (free < 0)
        {
            free = _files.Count;
            _files.Add(file);
        }

        _files[free] = file;
        return (uint)free + 1;
    }

    private SemihostingFile? File(uint handle) =>
        handle - 1 < (uint)_files.Count && _files[(int)handle - 1] is { Stream: not SemihostingStream.Closed } file ? file : null;

    private byte Byte(uint address) => memory.DebugRead(address, out byte value) ? value : (byte)0;

    private uint Word(uint address)
    {
        uint value = 0;
        for (uint i = 0; i < 4; i++)
        {
            value |= (uint)Byte((address + i) ^ memory.ByteFlip) << (int)(8 * i);
        }

        return value;
    }

    // Fewer bytes than asked for where memory ends.
    private byte[] Bytes(uint address, uint count)
    {
        byte[] bytes = new byte[count];
        int i = 0;
        while (i < count && memory.DebugRead(address + (uint)i, out bytes[i]))
        {
            i++;
        }

        return bytes[..i];
    }

    private byte[] Text(uint address)
    {
        List<byte> bytes = [];
        while (bytes.Count < LongestText && Byte(address + (uint)bytes.Count) is var next and not 0)
        {
            bytes.Add(next);
        }

        return [.. bytes];
    }

    private void Put(uint address, byte value) => memory.DebugWrite(address, value);

    private void PutWord(uint address, uint value)
    {
        for (uint i = 0; i < 4; i++)
        {
            Put((address + i) ^ memory.ByteFlip, (byte)(value >> (int)(8 * i)));
        }
    }
}
