using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// Puts commands into the FIFO with everything resolved at issue: address, modifier word, registers, and the data of
/// writes (assumption A3; also when the modifier sends the command's answer to another engine).
/// </summary>
internal sealed class CommandIssuer(Microengine engine, MicroengineState state)
{
    public long Commands { get; set; }

    /// <summary>Commands whose registers ran past their context's last one.</summary>
    public long WrappedTransfers { get; set; }

    public void Issue(in PredecodedInstruction instruction, uint a, uint b, int pc, long time)
    {
        MicroengineState s = state;
        int window = s.ContextCount == 4 ? 32 : 16;
        ref MeCommand command = ref engine.Fifo.Append(pc);
        command.Time = time;
        command.Op = instruction.Op;
        command.Csr = instruction.Target;
        command.Address = instruction.Op switch
        {
            MicroOp.CapFastWrAlu => s.PrevResult,
            MicroOp.CapFastWrConst => instruction.Immediate,
            _ => a + b,
        };
        command.Me = (byte)engine.Index;
        command.DestMe = (byte)engine.Index;
        command.Context = (byte)s.Running;
        command.DestContext = (byte)s.Running;
        command.Register = (byte)(instruction.Dest | (s.Running * 16));
        command.IsD = (instruction.Flags & PredecodedFlags.IsD) != PredecodedFlags.None;
        command.Signal = instruction.Parameter;
        command.SignalPair = (instruction.Flags & PredecodedFlags.SignalPair) != PredecodedFlags.None;
        command.Count = instruction.Value;
        command.ByteMask = 0xff;
        if ((instruction.Flags & PredecodedFlags.IndirectRef) != PredecodedFlags.None)
        {
            IndirectReference.Apply(ref command, s.PrevResult, window);
        }

        int words = Math.Min(MeCommand.MaxWords, CommandShape.PulledWords(command.Op, command.Count));
        command.DataWords = (byte)words;
        uint[] registers = s.Registers;
        int file = command.IsD ? RegisterFile.DOut : RegisterFile.SOut;
        for (int i = 0; i < words; i++)
        {
            command.Data[i] = registers[file + ((command.Register + i) & 127)];
        }

        if ((command.Register & (window - 1)) + words > window)
        {
            WrappedTransfers++;
        }

        Commands++;
        engine.Prefetch?.Hint(command.Op, command.Address);
        engine.Fifo.Commit();
    }
}
