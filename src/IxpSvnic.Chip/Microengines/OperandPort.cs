namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// Operands that are not plain array places: index registers, next-neighbour registers, local memory as a
/// destination, and pointers that change after the instruction (once, however often it names them).
/// </summary>
internal sealed class OperandPort(Microengine engine, MicroengineState state)
{
    private int _lm0Step;
    private int _lm1Step;
    private int _tStep;
    private bool _nnGet;

    public uint Read(OperandAccess access)
    {
        uint[] registers = state.Registers;
        switch (access)
        {
            case OperandAccess.LocalMemory0Inc:
                _lm0Step = 1;
                return registers[LocalMemory0()];
            case OperandAccess.LocalMemory0Dec:
                _lm0Step = -1;
                return registers[LocalMemory0()];
            case OperandAccess.LocalMemory1Inc:
                _lm1Step = 1;
                return registers[LocalMemory1()];
            case OperandAccess.LocalMemory1Dec:
                _lm1Step = -1;
                return registers[LocalMemory1()];
            case OperandAccess.SIndex or OperandAccess.SIndexInc or OperandAccess.SIndexDec:
                _tStep = access - OperandAccess.SIndex;
                return registers[RegisterFile.SIn + state.TIndex];
            case OperandAccess.DIndex or OperandAccess.DIndexInc or OperandAccess.DIndexDec:
                _tStep = access - OperandAccess.DIndex;
                return registers[RegisterFile.DIn + state.TIndex];
            case OperandAccess.NnIndex:
                return registers[RegisterFile.NextNeighbour + state.NnGet];
            case OperandAccess.NnIndexInc:
                _nnGet = true;
                return registers[RegisterFile.NextNeighbour + state.NnGet];
            default:
                throw new InvalidOperationException($"no special source {access}");
        }
    }

    public void Write(in PredecodedInstruction instruction, uint value, long time)
    {
        uint[] registers = state.Registers;
        switch (instruction.AccessDest)
        {
            case OperandAccess.Absolute:
                registers[instruction.Dest] = value;
                break;
            case OperandAccess.Windowed:
                registers[instruction.Dest | registers[RegisterFile.Bases + (int)OperandAccess.Windowed]] = value;
                break;
            case OperandAccess.LocalMemory0:
                WriteLocalMemory(LocalMemory0() | instruction.Dest, value);
                break;
            case OperandAccess.LocalMemory1:
                WriteLocalMemory(LocalMemory1() | instruction.Dest, value);
                break;
            case OperandAccess.LocalMemory0Inc or OperandAccess.LocalMemory0Dec:
                _lm0Step = instruction.AccessDest == OperandAccess.LocalMemory0Inc ? 1 : -1;
                WriteLocalMemory(LocalMemory0(), value);
                break;
            case OperandAccess.LocalMemory1Inc or OperandAccess.LocalMemory1Dec:
                _lm1Step = instruction.AccessDest == OperandAccess.LocalMemory1Inc ? 1 : -1;
                WriteLocalMemory(LocalMemory1(), value);
                break;
            case OperandAccess.SIndex or OperandAccess.SIndexInc or OperandAccess.SIndexDec:
                _tStep = instruction.AccessDest - OperandAccess.SIndex;
                registers[RegisterFile.SOut + state.TIndex] = value;
                break;
            case OperandAccess.DIndex or OperandAccess.DIndexInc or OperandAccess.DIndexDec:
                _tStep = instruction.AccessDest - OperandAccess.DIndex;
                registers[RegisterFile.DOut + state.TIndex] = value;
                break;
            case OperandAccess.NnIndexInc:
                WriteRing(value, time);
                break;
            case OperandAccess.NextNeighbour:
                WriteNeighbour((uint)(instruction.Dest + (state.Running * 16)) & 127, value, time);
                break;
            default:
                throw new InvalidOperationException($"no destination {instruction.AccessDest}");
        }

        if ((instruction.Flags & PredecodedFlags.PostModifies) != PredecodedFlags.None)
        {
            Finish(time);
        }
    }

    /// <summary>Moves the pointers that the instruction's operands change.</summary>
    public void Finish(long time)
    {
        if (_tStep != 0)
        {
            // Inc is the access after the plain one, Dec the one after that.
            state.TIndex = (state.TIndex + (_tStep == 1 ? 1u : 127u)) & 127;
            _tStep = 0;
        }

        if (_nnGet)
        {
            _nnGet = false;
            state.NnGet = (state.NnGet + 1) & 127;
            engine.Csrs.PublishGet(time);
        }

        if (_lm0Step != 0)
        {
            ref ushort pointer = ref state.LmAddress0[state.LmSlot0(state.Running)];
            pointer = (ushort)((pointer + _lm0Step) & 0x3ff);
            _lm0Step = 0;
            state.RefreshBases();
        }

        if (_lm1Step != 0)
        {
            ref ushort pointer = ref state.LmAddress1[state.LmSlot1(state.Running)];
            pointer = (ushort)((pointer + _lm1Step) & 0x3ff);
            _lm1Step = 0;
            state.RefreshBases();
        }
    }

    private uint LocalMemory0() => state.Registers[RegisterFile.Bases + (int)OperandAccess.LocalMemory0];

    private uint LocalMemory1() => state.Registers[RegisterFile.Bases + (int)OperandAccess.LocalMemory1];

    private void WriteLocalMemory(uint place, uint value)
    {
        if (place < RegisterFile.LocalMemory + RegisterFile.LocalMemoryWords)
        {
            state.Registers[place] = value;
        }
    }

    private void WriteRing(uint value, long time)
    {
        uint place = state.NnPut;
        state.NnPut = (place + 1) & 127;
        if (engine.WritesOwnNeighbourRegisters)
        {
            state.Delays.Add(DelayLine.NnRegister, value, (int)place, DelayLine.NnSelfDistance);
            state.Delays.Add(DelayLine.NnVisiblePut, state.NnPut, 0, DelayLine.NnSelfDistance);
            engine.Attend();
        }
        else
        {
            engine.Deliveries.WriteNext(PendingKind.NeighbourRingWrite, place, value, time);
        }
    }

    private void WriteNeighbour(uint place, uint value, long time)
    {
        if (engine.WritesOwnNeighbourRegisters)
        {
            state.Delays.Add(DelayLine.NnRegister, value, (int)place, DelayLine.NnSelfDistance);
            engine.Attend();
        }
        else
        {
            engine.Deliveries.WriteNext(PendingKind.NeighbourWrite, place, value, time);
        }
    }
}
