using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Coprocessors;

public sealed partial class SystemCoprocessors
{
    /// <summary>32 KB, 32 ways, lines of 32 bytes, for data and instructions alike; write-back cleaned by CP15 7; lock-down as CP15 9 has it.</summary>
    private const uint CacheType = 0x0b1a_a1aa;

    private bool ReadCp15(in CoprocessorRegister register, out uint value)
    {
        uint? found = (register.Crn, register.Crm, register.Opcode2) switch
        {
            (0, 0, 1) => CacheType,
            (0, 0, _) => parameters.MainId,
            (1, 0, 0) => memory.Control,
            (1, 0, 1) => memory.AuxiliaryControl,
            (2, 0, 0) => memory.TranslationTableBase,
            (3, 0, 0) => memory.DomainAccess,
            (5, 0, 0) => memory.FaultStatusRegister,
            (6, 0, 0) => memory.FaultAddressRegister,
            (9, 2, 0) => memory.DataLockMode ? 1u : 0,
            (13, 0, 0) => memory.ProcessId,
            (14, 0 or 3 or 4 or 8 or 9, 0) => _breakpoints[register.Crm],
            (15, 1, 0) => _access,
            _ => null,
        };
        value = found ?? 0;
        return found.HasValue;
    }

    private CoprocessorOutcome WriteCp15(in CoprocessorRegister register, uint value) => register.Crn switch
    {
        7 => CacheOperation(register.Crm, register.Opcode2, value),
        8 => TlbOperation(register.Crm, register.Opcode2, value),
        9 => CacheLock(register.Crm, register.Opcode2, value),
        10 => TlbLock(register.Crm, register.Opcode2, value),
        _ => WriteRegister(register, value) ? CoprocessorOutcome.Done : CoprocessorOutcome.Undefined,
    };

    private bool WriteRegister(in CoprocessorRegister register, uint value)
    {
        switch (register.Crn, register.Crm, register.Opcode2)
        {
            case (0, 0, _):
                return true;
            case (1, 0, 0):
                memory.Control = value;
                return true;
            case (1, 0, 1):
                memory.AuxiliaryControl = value;
                return true;
            case (2, 0, 0):
                memory.TranslationTableBase = value;
                return true;
            case (3, 0, 0):
                memory.DomainAccess = value;
                return true;
            case (5, 0, 0):
                memory.FaultStatusRegister = value;
                return true;
            case (6, 0, 0):
                memory.FaultAddressRegister = value;
                return true;
            case (13, 0, 0):
                memory.ProcessId = value;
                return true;
            case (14, 0 or 3 or 4 or 8 or 9, 0):
                _breakpoints[register.Crm] = value;
                return true;
            case (15, 1, 0):
                AccessRegister = value;
                return true;
            default:
                return false;
        }
    }

    private CoprocessorOutcome CacheOperation(byte crm, byte opcode2, uint value)
    {
        switch (crm, opcode2)
        {
            case (7, 0):
                memory.InvalidateInstructionCache();
                memory.InvalidateBranchTargets();
                memory.InvalidateDataCache();
                return CoprocessorOutcome.Done;
            case (5, 0):
                memory.InvalidateInstructionCache();
                memory.InvalidateBranchTargets();
                return CoprocessorOutcome.Done;
            case (5, 1):
                memory.InvalidateInstructionLine(value);
                return CoprocessorOutcome.Done;
            case (5, 6):
                memory.InvalidateBranchTargets();
                return CoprocessorOutcome.Done;
            case (6, 0):
                memory.InvalidateDataCache();
                return CoprocessorOutcome.Done;
            case (6, 1):
                memory.InvalidateDataLine(value);
                return CoprocessorOutcome.Done;
            case (10, 1):
                return Finish(memory.CleanDataLine(value));
            case (10, 4):
                return Finish(memory.Drain());
            case (2, 5):
                return Finish(memory.AllocateDataLine(value));
            default:
                return CoprocessorOutcome.Done;
        }
    }

    private CoprocessorOutcome TlbOperation(byte crm, byte opcode2, uint value)
    {
        switch (crm, opcode2)
        {
            case (7, 0):
                memory.InvalidateTlbs(data: true, instruction: true);
                return CoprocessorOutcome.Done;
            case (5, 0):
                memory.InvalidateTlbs(data: false, instruction: true);
                return CoprocessorOutcome.Done;
            case (5, 1):
                memory.InvalidateInstructionTlbEntry(value);
                return CoprocessorOutcome.Done;
            case (6, 0):
                memory.InvalidateTlbs(data: true, instruction: false);
                return CoprocessorOutcome.Done;
            case (6, 1):
                memory.InvalidateDataTlbEntry(value);
                return CoprocessorOutcome.Done;
            default:
                return CoprocessorOutcome.Undefined;
        }
    }

    private CoprocessorOutcome CacheLock(byte crm, byte opcode2, uint value)
    {
        switch (crm, opcode2)
        {
            case (1, 0):
                return Finish(memory.LockInstructionLine(value));
            case (1, 1):
                memory.UnlockInstructionCache();
                return CoprocessorOutcome.Done;
            case (2, 0):
                memory.DataLockMode = (value & 1) != 0;
                return CoprocessorOutcome.Done;
            case (2, 1):
                memory.UnlockDataCache();
                return CoprocessorOutcome.Done;
            default:
                return CoprocessorOutcome.Undefined;
        }
    }

    private CoprocessorOutcome TlbLock(byte crm, byte opcode2, uint value)
    {
        switch (crm, opcode2)
        {
            case (4, 0):
                return Finish(memory.LockTlbEntry(value, data: false));
            case (8, 0):
                return Finish(memory.LockTlbEntry(value, data: true));
            case (4, 1):
                memory.UnlockInstructionTlb();
                return CoprocessorOutcome.Done;
            case (8, 1):
                memory.UnlockDataTlb();
                return CoprocessorOutcome.Done;
            default:
                return CoprocessorOutcome.Undefined;
        }
    }

    private CoprocessorOutcome Finish(bool complete)
    {
        if (complete)
        {
            memory.EndInstruction();
            return CoprocessorOutcome.Done;
        }

        return memory.Outcome == AccessOutcome.Wait ? CoprocessorOutcome.Wait : CoprocessorOutcome.Abort;
    }
}
