using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Sections 2.13, 3.7 and 3.8: a command instruction to what goes on the command bus.</summary>
internal sealed class NaiveCommands(NaiveState state, NaiveOperands operands, int index)
{
    public MeCommand Build(in DecodedInstruction i)
    {
        InstructionFlags flags = i.Row.Flags;
        MeCommand command = new()
        {
            Time = state.Now,
            Op = i.Op,
            Csr = i.Csr,
            Pc = (ushort)state.Pc,
            Me = (byte)index,
            DestMe = (byte)index,
            Context = (byte)state.Running,
            DestContext = (byte)state.Running,
            Signal = i.Signal,
            SignalPair = flags.HasFlag(InstructionFlags.SignalPair),
            Count = i.Count,
            ByteMask = 0xff,
            Address = i.Op switch
            {
                MicroOp.CapFastWrAlu => state.Result,
                MicroOp.CapFastWrConst => i.Immediate,
                _ => operands.Read(i.A) + operands.Read(i.B),
            },
        };
        Operand transfer = i.TransferRegister(state.IsFourContexts ? 4 : 8);
        command.IsD = transfer.Kind == OperandKind.DXfer;
        command.Register = (byte)((transfer.Value + (state.Running * 16)) & 127);
        if (i.IndirectRef)
        {
            Override(ref command, transfer.Value);
        }

        command.DataWords = (byte)Math.Min(Words(in i, command.Count, flags), MeCommand.MaxWords);
        uint[] file = command.IsD ? state.DOut : state.SOut;
        for (int word = 0; word < command.DataWords; word++)
        {
            command.Data[word] = file[(command.Register + word) & 127];
        }

        return command;
    }

    private void Override(ref MeCommand command, int number)
    {
        uint word = state.Result;
        command.HasIndirect = true;
        command.Indirect = word;
        if ((word & 1 << 25) != 0)
        {
            command.Count = (byte)((word >> 21 & 15) + 1);
        }

        if (command.Op is MicroOp.DramRbufRd or MicroOp.DramTbufWr)
        {
            return;
        }

        if ((word & 0x8000_0000) != 0)
        {
            command.DestMe = (byte)(((word >> 30 & 1) << 2) | (word >> 26 & 3));
        }

        if ((word & 1 << 20) != 0)
        {
            command.ByteMask = (byte)(word >> 12);
        }

        if ((word & 8) != 0)
        {
            command.DestContext = (byte)(word & 7);
            command.Register = (byte)((number + (16 * command.DestContext)) & 127);
        }

        if ((word & 1 << 11) != 0)
        {
            command.Register = (byte)(word >> 4 & 127);
        }
    }

    private static int Words(in DecodedInstruction i, int count, InstructionFlags flags)
    {
        TransferDirection direction = TransferDirection.None;
        foreach (OperandSlot slot in i.Row.Slots)
        {
            if (slot.Role == OperandRole.Transfer)
            {
                direction = slot.Direction;
            }
        }

        if (direction is not (TransferDirection.Write or TransferDirection.ReadWrite))
        {
            return 0;
        }

        return i.Op switch
        {
            MicroOp.Hash48 or MicroOp.Hash64 => 2 * count,
            MicroOp.Hash128 => 4 * count,
            _ => flags.HasFlag(InstructionFlags.CountsQuadwords) ? 2 * count : count,
        };
    }
}
