using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Sections 1.2 to 1.5: what an operand names, and the changes of pointers that an instruction leaves behind.</summary>
internal sealed class NaiveOperands(NaiveState state, NaiveDelayLine delays)
{
    private readonly int[] _step = new int[2];
    private int _transferStep;
    private int _getStep;

    public uint Read(Operand operand)
    {
        int windowed = (operand.Value + (state.Window * 16)) & 127;
        switch (operand.Kind)
        {
            case OperandKind.None:
                return 0;
            case OperandKind.Constant:
                return operand.Value;
            case OperandKind.GprA:
                return state.GprA[windowed];
            case OperandKind.GprB:
                return state.GprB[windowed];
            case OperandKind.GprAAbsolute:
                return state.GprA[operand.Value];
            case OperandKind.GprBAbsolute:
                return state.GprB[operand.Value];
            case OperandKind.SXfer:
                return state.SIn[windowed];
            case OperandKind.DXfer:
                return state.DIn[windowed];
            case OperandKind.NextNeighbour:
                return state.Neighbour[windowed];
            case OperandKind.NnIndex:
            case OperandKind.NnIndexInc:
                _getStep |= operand.Kind == OperandKind.NnIndexInc ? 1 : 0;
                return state.Neighbour[state.NnGet];
            default:
                return TransferFile(operand.Kind, state.SIn, state.DIn) is { } file
                    ? file[state.TIndex]
                    : ReadLocalMemory(operand);
        }
    }

    public void Write(Operand operand, uint value)
    {
        int windowed = (operand.Value + (state.Window * 16)) & 127;
        switch (operand.Kind)
        {
            case OperandKind.None:
            case OperandKind.Constant:
                break;
            case OperandKind.GprA:
                state.GprA[windowed] = value;
                break;
            case OperandKind.GprB:
                state.GprB[windowed] = value;
                break;
            case OperandKind.GprAAbsolute:
                state.GprA[operand.Value] = value;
                break;
            case OperandKind.GprBAbsolute:
                state.GprB[operand.Value] = value;
                break;
            case OperandKind.SXfer:
                state.SOut[windowed] = value;
                break;
            case OperandKind.DXfer:
                state.DOut[windowed] = value;
                break;
            case OperandKind.NextNeighbour:
                WriteNeighbour(windowed, value);
                break;
            case OperandKind.NnIndexInc:
                WriteNeighbour((int)state.NnPut, value);
                state.NnPut = (state.NnPut + 1) & 127;
                break;
            default:
                if (TransferFile(operand.Kind, state.SOut, state.DOut) is { } file)
                {
                    file[state.TIndex] = value;
                }
                else if (LocalAddress(operand) is { } word and < 640)
                {
                    state.LocalMemory[word] = value;
                }

                break;
        }
    }

    /// <summary>The instruction is over: pointers move, each once.</summary>
    public void MovePointers()
    {
        for (int pointer = 0; pointer < 2; pointer++)
        {
            if (_step[pointer] != 0)
            {
                int slot = state.PointerSlot(pointer);
                state.Pointer[pointer, slot] = (state.Pointer[pointer, slot] + _step[pointer]) & 1023;
                _step[pointer] = 0;
            }
        }

        state.TIndex = (uint)(state.TIndex + _transferStep) & 127;
        state.NnGet = (uint)(state.NnGet + _getStep) & 127;
        _transferStep = 0;
        _getStep = 0;
    }

    private void WriteNeighbour(int register, uint value)
    {
        if ((state.Enables & 0x0010_0000) != 0)
        {
            delays.Add(5, NaiveDelayKind.Neighbour, register, value, 0);
        }
    }

    private uint ReadLocalMemory(Operand operand)
    {
        int word = LocalAddress(operand);
        return word < 640 ? state.LocalMemory[word] : 0;
    }

    private int LocalAddress(Operand operand)
    {
        int pointer = operand.Kind >= OperandKind.LocalMemory1 ? 1 : 0;
        if (operand.Kind is OperandKind.LocalMemory0PostInc or OperandKind.LocalMemory1PostInc)
        {
            _step[pointer] = 1;
        }
        else if (operand.Kind is OperandKind.LocalMemory0PostDec or OperandKind.LocalMemory1PostDec)
        {
            _step[pointer] = -1;
        }

        int offset = operand.Kind is OperandKind.LocalMemory0 or OperandKind.LocalMemory1 ? operand.Value : 0;
        return state.Pointer[pointer, state.PointerSlot(pointer)] | offset;
    }

    private uint[]? TransferFile(OperandKind kind, uint[] s, uint[] d)
    {
        switch (kind)
        {
            case OperandKind.SIndexInc:
            case OperandKind.DIndexInc:
                _transferStep = 1;
                break;
            case OperandKind.SIndexDec:
            case OperandKind.DIndexDec:
                _transferStep = -1;
                break;
        }

        return kind switch
        {
            OperandKind.SIndex or OperandKind.SIndexInc or OperandKind.SIndexDec => s,
            OperandKind.DIndex or OperandKind.DIndexInc or OperandKind.DIndexDec => d,
            _ => null,
        };
    }
}
