namespace IxpSvnic.Arm.Coprocessors;

public sealed partial class SystemCoprocessors
{
    private const byte ClockConfiguration = 6;
    private const byte PowerMode = 7;
    private const byte FirstDebug = 8;
    private const byte LastDebug = 14;
    private const uint IdleMode = 1;

    private bool ReadCp14(in CoprocessorRegister register, out uint value)
    {
        uint? found = (register.Crm, register.Crn) switch
        {
            (0, ClockConfiguration) => _clockConfiguration,
            (0, PowerMode) => 0u,
            (0, >= FirstDebug and <= LastDebug) => _debug[register.Crn],
            (1, 0) => Monitor.Control,
            (1, 1) => Monitor.Clock,
            (1, 4) => Monitor.InterruptEnable,
            (1, 5) => Monitor.Flags,
            (1, 8) => Monitor.Selection,
            (2, <= 3) => Monitor[register.Crn],
            _ => null,
        };
        value = found ?? 0;
        return found.HasValue && register.Opcode2 == 0;
    }

    private bool WriteCp14(in CoprocessorRegister register, uint value)
    {
        if (register.Opcode2 != 0)
        {
            return false;
        }

        switch (register.Crm, register.Crn)
        {
            case (0, ClockConfiguration):
                _clockConfiguration = value & 0xf;
                return true;
            case (0, PowerMode):
                _idle = (value & 3) == IdleMode;
                memory.SendBufferedWrites();
                return true;
            case (0, >= FirstDebug and <= LastDebug):
                _debug[register.Crn] = value;
                return true;
            case (1, 0):
                Monitor.Control = value;
                return true;
            case (1, 1):
                Monitor.Clock = value;
                return true;
            case (1, 4):
                Monitor.InterruptEnable = value;
                return true;
            case (1, 5):
                Monitor.Flags = value;
                return true;
            case (1, 8):
                Monitor.Selection = value;
                return true;
            case (2, <= 3):
                Monitor[register.Crn] = value;
                return true;
            default:
                return false;
        }
    }
}
