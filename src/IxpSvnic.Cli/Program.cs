using System.CommandLine;
using IxpSvnic.Cli;
using IxpSvnic.Cli.Commands;

RootCommand root = new("IxpSvnic: an emulator of the IXP2400 network processor as a self-virtualizing NIC")
{
    ReplayCommand.Create(),
    BootCommand.Create(),
    AsmCommand.Create(),
    DisasmCommand.Create(),
    ParamsCommand.Create(),
    TracesCommand.Create(),
    InterfacesCommand.Create(),
    CaptureCommand.Create(),
    XscaleCommand.Create(),
};
ParseResult parsed = root.Parse(args);
return parsed.Errors.Count > 0 ? UserErrors.Usage(parsed) : parsed.Invoke();
