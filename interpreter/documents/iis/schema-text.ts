// What IIS 10 knows of its sections: attributes with type and default, elements, collections with their keys.

/**
 * In a notation of our own. A section stands at the start of a line; `@name type` is an attribute (`!` required, `cs` case matters,
 * `key` identifies an entry, `part` does so together with others, `{...}` values, `= default`); `<name` an element; `+ add remove clear`
 * a collection. Facts: the IIS configuration reference and the schema that IIS ships.
 */
export const IIS_SCHEMA = String.raw`
system.applicationHost/applicationPools
  <applicationPoolDefaults
    @CLRConfigFile string = ""
    @autoStart bool = true
    @enable32BitAppOnWin64 bool = false
    @enableConfigurationOverride bool = true
    @managedPipelineMode enum {Classic Integrated} = "Integrated"
    @managedRuntimeLoader string = "webengine4.dll"
    @managedRuntimeVersion string = ""
    @name string
    @passAnonymousToken bool = true
    @queueLength uint = 1000
    @startMode enum {AlwaysRunning OnDemand} = "OnDemand"
    <cpu
      @action enum {KillW3wp NoAction Throttle ThrottleUnderLoad} = "NoAction"
      @limit uint = 0
      @numaNodeAffinityMode enum {Hard Soft} = "Soft"
      @numaNodeAssignment enum {MostAvailableMemory WindowsScheduling} = "MostAvailableMemory"
      @processorGroup int = 0
      @resetInterval timeSpan = "00:05:00"
      @smpAffinitized bool = false
      @smpProcessorAffinityMask uint = 4294967295
      @smpProcessorAffinityMask2 uint = 4294967295
    <environmentVariables
      + add remove -
        @name string ! key
        @value string !
    <failure
      @autoShutdownExe string
      @autoShutdownParams string
      @loadBalancerCapabilities enum {HttpLevel TcpLevel} = "HttpLevel"
      @orphanActionExe string
      @orphanActionParams string
      @orphanWorkerProcess bool = false
      @rapidFailProtection bool = true
      @rapidFailProtectionInterval timeSpan = "00:05:00"
      @rapidFailProtectionMaxCrashes uint = 5
    <processModel
      @identityType enum {ApplicationPoolIdentity LocalService LocalSystem NetworkService SpecificUser} = "ApplicationPoolIdentity"
      @idleTimeout timeSpan = "00:20:00"
      @idleTimeoutAction enum {Suspend Terminate} = "Terminate"
      @loadUserProfile bool = false
      @logEventOnProcessModel flags {IdleTimeout} = "IdleTimeout"
      @logonType enum {LogonBatch LogonService} = "LogonBatch"
      @manualGroupMembership bool = false
      @maxProcesses uint = 1
      @password string cs
      @pingInterval timeSpan = "00:00:30"
      @pingResponseTime timeSpan = "00:01:30"
      @pingingEnabled bool = true
      @setProfileEnvironment bool = true
      @shutdownTimeLimit timeSpan = "00:01:30"
      @startupTimeLimit timeSpan = "00:01:30"
      @userName string
    <recycling
      @disallowOverlappingRotation bool = false
      @disallowRotationOnConfigChange bool = false
      @logEventOnRecycle flags {ConfigChange IsapiUnhealthy Memory OnDemand PrivateMemory Requests Schedule Time} = "Time, Requests, Schedule, Memory, IsapiUnhealthy, OnDemand, ConfigChange, PrivateMemory"
      <periodicRestart
        @memory uint = 0
        @privateMemory uint = 0
        @requests uint = 0
        @time timeSpan = "29:00:00"
        <schedule
          + add - clear
            @value timeSpan ! key
  + add - - defaults:applicationPoolDefaults
    @CLRConfigFile string = ""
    @autoStart bool = true
    @enable32BitAppOnWin64 bool = false
    @enableConfigurationOverride bool = true
    @managedPipelineMode enum {Classic Integrated} = "Integrated"
    @managedRuntimeLoader string = "webengine4.dll"
    @managedRuntimeVersion string = ""
    @name string ! key
    @passAnonymousToken bool = true
    @queueLength uint = 1000
    @startMode enum {AlwaysRunning OnDemand} = "OnDemand"
    <cpu
      @action enum {KillW3wp NoAction Throttle ThrottleUnderLoad} = "NoAction"
      @limit uint = 0
      @numaNodeAffinityMode enum {Hard Soft} = "Soft"
      @numaNodeAssignment enum {MostAvailableMemory WindowsScheduling} = "MostAvailableMemory"
      @processorGroup int = 0
      @resetInterval timeSpan = "00:05:00"
      @smpAffinitized bool = false
      @smpProcessorAffinityMask uint = 4294967295
      @smpProcessorAffinityMask2 uint = 4294967295
    <environmentVariables
      + add remove -
        @name string ! key
        @value string !
    <failure
      @autoShutdownExe string
      @autoShutdownParams string
      @loadBalancerCapabilities enum {HttpLevel TcpLevel} = "HttpLevel"
      @orphanActionExe string
      @orphanActionParams string
      @orphanWorkerProcess bool = false
      @rapidFailProtection bool = true
      @rapidFailProtectionInterval timeSpan = "00:05:00"
      @rapidFailProtectionMaxCrashes uint = 5
    <processModel
      @identityType enum {ApplicationPoolIdentity LocalService LocalSystem NetworkService SpecificUser} = "ApplicationPoolIdentity"
      @idleTimeout timeSpan = "00:20:00"
      @idleTimeoutAction enum {Suspend Terminate} = "Terminate"
      @loadUserProfile bool = false
      @logEventOnProcessModel flags {IdleTimeout} = "IdleTimeout"
      @logonType enum {LogonBatch LogonService} = "LogonBatch"
      @manualGroupMembership bool = false
      @maxProcesses uint = 1
      @password string cs
      @pingInterval timeSpan = "00:00:30"
      @pingResponseTime timeSpan = "00:01:30"
      @pingingEnabled bool = true
      @setProfileEnvironment bool = true
      @shutdownTimeLimit timeSpan = "00:01:30"
      @startupTimeLimit timeSpan = "00:01:30"
      @userName string
    <recycling
      @disallowOverlappingRotation bool = false
      @disallowRotationOnConfigChange bool = false
      @logEventOnRecycle flags {ConfigChange IsapiUnhealthy Memory OnDemand PrivateMemory Requests Schedule Time} = "Time, Requests, Schedule, Memory, IsapiUnhealthy, OnDemand, ConfigChange, PrivateMemory"
      <periodicRestart
        @memory uint = 0
        @privateMemory uint = 0
        @requests uint = 0
        @time timeSpan = "29:00:00"
        <schedule
          + add - clear
            @value timeSpan ! key
system.applicationHost/sites
  <applicationDefaults
    @applicationPool string
    @enabledProtocols string = "http"
    @path string
  <siteDefaults
    @id uint
    @name string
    @serverAutoStart bool = true
    <bindings
      + binding - clear
        @bindingInformation string ! part
        @protocol string ! part
        @sslFlags uint = 0
    <limits
      @connectionTimeout timeSpan = "00:02:00"
      @maxBandwidth uint = 4294967295
      @maxConnections uint = 4294967295
      @maxUrlSegments uint = 32
    <logFile
      @customLogPluginClsid string = ""
      @directory string = "%SystemDrive%\inetpub\logs\LogFiles"
      @enabled bool = true
      @flushByEntryCountW3CLog uint = 0
      @localTimeRollover bool = false
      @logExtFileFlags flags {BytesRecv BytesSent ClientIP ComputerName Cookie Date Host HttpStatus HttpSubStatus Method ProtocolVersion Referer ServerIP ServerPort SiteName Time TimeTaken UriQuery UriStem UserAgent UserName Win32Status} = "Date, Time, ClientIP, UserName, ServerIP, Method, UriStem, UriQuery, TimeTaken, HttpStatus, Win32Status, ServerPort, UserAgent, HttpSubStatus, Referer"
      @logFormat enum {Custom IIS NCSA W3C} = "W3C"
      @logSiteId bool = true
      @logTargetW3C flags {ETW File} = "File"
      @maxLogLineLength uint = 65536
      @period enum {Daily Hourly MaxSize Monthly Weekly} = "Daily"
      @truncateSize int64 = 20971520
      <customFields
        @maxCustomFieldLength uint = 4096
        + add - clear
          @logFieldName string ! key
          @sourceName string !
          @sourceType enum ! {RequestHeader ResponseHeader ServerVariable}
    <traceFailedRequestsLogging
      @customActionsEnabled bool = false
      @directory string = "%SystemDrive%\inetpub\FailedReqLogFiles"
      @enabled bool = false
      @maxLogFileSizeKB uint = 1024
      @maxLogFiles uint = 50
  <virtualDirectoryDefaults
    @allowSubDirConfig bool = true
    @logonMethod enum {Batch ClearText Interactive Network} = "ClearText"
    @password string cs
    @path string
    @physicalPath string
    @userName string
  + site - - defaults:siteDefaults
    @id uint ! key
    @name string ! key
    @serverAutoStart bool = true
    <applicationDefaults
      @applicationPool string
      @enabledProtocols string = "http"
      @path string
      @preloadEnabled bool = false
      @serviceAutoStartEnabled bool = false
      @serviceAutoStartProvider string
    <bindings
      + binding - clear
        @bindingInformation string ! part
        @protocol string ! part
        @sslFlags uint = 0
    <limits
      @connectionTimeout timeSpan = "00:02:00"
      @maxBandwidth uint = 4294967295
      @maxConnections uint = 4294967295
      @maxUrlSegments uint = 32
    <logFile
      @customLogPluginClsid string = ""
      @directory string = "%SystemDrive%\inetpub\logs\LogFiles"
      @enabled bool = true
      @flushByEntryCountW3CLog uint = 0
      @localTimeRollover bool = false
      @logExtFileFlags flags {BytesRecv BytesSent ClientIP ComputerName Cookie Date Host HttpStatus HttpSubStatus Method ProtocolVersion Referer ServerIP ServerPort SiteName Time TimeTaken UriQuery UriStem UserAgent UserName Win32Status} = "Date, Time, ClientIP, UserName, ServerIP, Method, UriStem, UriQuery, TimeTaken, HttpStatus, Win32Status, ServerPort, UserAgent, HttpSubStatus, Referer"
      @logFormat enum {Custom IIS NCSA W3C} = "W3C"
      @logSiteId bool = true
      @logTargetW3C flags {ETW File} = "File"
      @maxLogLineLength uint = 65536
      @period enum {Daily Hourly MaxSize Monthly Weekly} = "Daily"
      @truncateSize int64 = 20971520
      <customFields
        @maxCustomFieldLength uint = 4096
        + add - clear
          @logFieldName string ! key
          @sourceName string !
          @sourceType enum ! {RequestHeader ResponseHeader ServerVariable}
    <traceFailedRequestsLogging
      @customActionsEnabled bool = false
      @directory string = "%SystemDrive%\inetpub\logs\FailedReqLogFiles"
      @enabled bool = false
      @maxLogFileSizeKB uint = 1024
      @maxLogFiles uint = 50
    <virtualDirectoryDefaults
      @allowSubDirConfig bool = true
      @logonMethod enum {Batch ClearText Interactive Network} = "ClearText"
      @password string cs
      @path string
      @physicalPath string
      @userName string
    + application - - defaults:applicationDefaults
      @applicationPool string
      @enabledProtocols string = "http"
      @path string ! key
      @preloadEnabled bool = false
      @serviceAutoStartEnabled bool = false
      @serviceAutoStartProvider string
      <virtualDirectoryDefaults
        @allowSubDirConfig bool = true
        @logonMethod enum {Batch ClearText Interactive Network} = "ClearText"
        @password string cs
        @path string
        @physicalPath string
        @userName string
      + virtualDirectory - - defaults:virtualDirectoryDefaults
        @allowSubDirConfig bool = true
        @logonMethod enum {Batch ClearText Interactive Network} = "ClearText"
        @password string cs
        @path string key
        @physicalPath string
        @userName string
system.web/authentication
  @mode enum {Federated Forms None Passport Windows} = "Windows"
  <forms
    @cookieless enum {AutoDetect UseCookies UseDeviceProfile UseUri} = "UseDeviceProfile"
    @defaultUrl string = "default.aspx"
    @domain string
    @enableCrossAppRedirects bool = false
    @loginUrl string = "login.aspx"
    @name string = ".ASPXAUTH"
    @path string = "/"
    @protection enum {All Encryption None Validation} = "All"
    @requireSSL bool = false
    @slidingExpiration bool = true
    @ticketCompatibilityMode string
    @timeout timeSpan = "30"
    <credentials
      @passwordFormat enum {Clear MD5 SHA1} = "SHA1"
      + user - -
        @name string ! key
        @password string !
  <passport
    @redirectUrl string = "internal"
system.web/authorization
  + allow,deny - - prepend duplicates
    @roles string
    @users string
    @verbs string
system.web/compilation
  @assemblyPostProcessorType string
  @batch bool = true
  @batchTimeout timeSpan = "900"
  @debug bool = false
  @defaultLanguage string = "vb"
  @enablePrefetchOptimization bool = false
  @explicit bool = true
  @maxBatchGeneratedFileSize int = 1000
  @maxBatchSize int = 1000
  @numRecompilesBeforeAppRestart int = 15
  @optimizeCompilations bool = false
  @profileGuidedOptimizations string = "All"
  @strict bool = false
  @targetFramework string
  @tempDirectory string
  @urlLinePragmas bool = false
system.web/customErrors
  @allowNestedErrors bool = false
  @defaultRedirect string
  @mode enum {Off On RemoteOnly} = "RemoteOnly"
  @redirectMode string = "ResponseRedirect"
  + error - -
    @redirect string !
    @statusCode int ! key
system.web/identity
  @impersonate bool = false
  @password string
  @userName string
system.web/trust
  @legacyCasModel bool = false
  @level string = "Full"
  @originUrl string
  @processRequestInApplicationTrust bool = true
system.webServer/asp
  @appAllowClientDebug bool = false
  @appAllowDebugging bool = false
  @bufferingOn bool = true
  @calcLineNumber bool = true
  @codePage uint = 0
  @enableApplicationRestart bool = true
  @enableAspHtmlFallback bool = true
  @enableChunkedEncoding bool = true
  @enableParentPaths bool = false
  @errorsToNTLog bool = false
  @exceptionCatchEnable bool = true
  @lcid uint = 0
  @logErrorRequests bool = true
  @runOnEndAnonymously bool = true
  @scriptErrorMessage string = "An error occurred on the server when processing the URL. Please contact the system administrator. <p/> If you are the system administrator please click <a href="http://go.microsoft.com/fwlink/?LinkID=82731">here</a> to find out more about this error."
  @scriptErrorSentToBrowser bool = false
  @scriptLanguage string = "VBScript"
  <session
    @allowSessionState bool = true
    @keepSessionIdSecure bool = true
    @max uint = 4294967295
    @timeout timeSpan = "00:20:00"
system.webServer/defaultDocument
  @enabled bool = true
  <files
    + add remove clear prepend
      @value string key
system.webServer/directoryBrowse
  @enabled bool = false
  @showFlags flags {Date Extension LongDate None Size Time} = "Date, Time, Size, Extension"
system.webServer/globalModules
  + add remove clear
    @image string
    @name string ! cs key
    @preCondition string cs
system.webServer/handlers
  @accessPolicy flags {Execute NoRemoteExecute NoRemoteRead NoRemoteScript NoRemoteWrite None Read Script Source Write} = "Read"
  + add remove clear prepend
    @allowPathInfo bool = false
    @modules string cs = "ManagedPipelineHandler"
    @name string ! cs key
    @path string !
    @preCondition string cs
    @requireAccess enum {Execute None Read Script Write} = "Script"
    @resourceType enum {Directory Either File Unspecified} = "Unspecified"
    @responseBufferLimit uint = 4194304
    @scriptProcessor string
    @type string cs
    @verb string ! cs
system.webServer/httpErrors
  @allowAbsolutePathsWhenDelegated bool = false
  @defaultPath string
  @defaultResponseMode enum {ExecuteURL File Redirect} = "File"
  @detailedMoreInformationLink string = "http://go.microsoft.com/fwlink/?LinkID=62293"
  @errorMode enum {Custom Detailed DetailedLocalOnly} = "DetailedLocalOnly"
  @existingResponse enum {Auto PassThrough Replace} = "Auto"
  + error remove clear
    @path string !
    @prefixLanguageFilePath string = ""
    @responseMode enum {ExecuteURL File Redirect} = "File"
    @statusCode uint ! part
    @subStatusCode int part = -1
system.webServer/modules
  @runAllManagedModulesForAllRequests bool = false
  @runManagedModulesForWebDavRequests bool = false
  + add remove clear
    @name string ! cs key
    @preCondition string cs
    @type string cs
system.webServer/security/access
  @sslFlags flags {None Ssl Ssl128 SslNegotiateCert SslRequireCert} = "None"
system.webServer/security/authentication/anonymousAuthentication
  @enabled bool = true
  @logonMethod enum {Batch ClearText Interactive Network} = "ClearText"
  @password string cs
  @userName string = "IUSR"
system.webServer/security/authentication/basicAuthentication
  @defaultLogonDomain string
  @enabled bool = false
  @logonMethod enum {Batch ClearText Interactive Network} = "ClearText"
  @realm string
system.webServer/security/authentication/clientCertificateMappingAuthentication
  @enabled bool = false
system.webServer/security/authentication/digestAuthentication
  @enabled bool = false
  @realm string
system.webServer/security/authentication/iisClientCertificateMappingAuthentication
  @defaultLogonDomain string
  @enabled bool = false
  @logonMethod enum {Batch ClearText Interactive Network} = "ClearText"
  @manyToOneCertificateMappingsEnabled bool = true
  @oneToOneCertificateMappingsEnabled bool = true
  <manyToOneMappings
    + add - clear
      @description string
      @enabled bool = true
      @name string ! key
      @password string cs
      @permissionMode enum {Allow Deny} = "Allow"
      @userName string
      <rules
        + add - clear
          @certificateField enum ! part {Issuer Subject}
          @certificateSubField string ! cs part
          @compareCaseSensitive bool part = true
          @matchCriteria string ! cs part
  <oneToOneMappings
    + add - clear
      @certificate string ! cs key
      @enabled bool = true
      @password string cs
      @userName string
system.webServer/security/authentication/windowsAuthentication
  @authPersistNonNTLM bool = false
  @authPersistSingleRequest bool = false
  @enabled bool = false
  @useAppPoolCredentials bool = false
  @useKernelMode bool = true
  <extendedProtection
    @flags flags {AllowDotlessSpn NoServiceNameCheck None Proxy ProxyCohosting} = "None"
    @tokenChecking enum {Allow None Require} = "None"
    + spn removeSpn clearSpns
      @name string key
  <providers
    + add remove clear
      @value string key
system.webServer/security/authorization
  @bypassLoginPages bool = true
  + add remove clear
    @accessType enum ! {Allow Deny}
    @roles string part
    @users string part
    @verbs string cs part
system.webServer/security/dynamicIpSecurity
  @denyAction enum {AbortRequest Forbidden NotFound Unauthorized} = "Forbidden"
  @enableLoggingOnlyMode bool = false
  @enableProxyMode bool = false
  <denyByConcurrentRequests
    @enabled bool = false
    @maxConcurrentRequests uint = 5
  <denyByRequestRate
    @enabled bool = false
    @maxRequests uint = 20
    @requestIntervalInMilliseconds uint = 200
system.webServer/security/ipSecurity
  @allowUnlisted bool = true
  @denyAction enum {AbortRequest Forbidden NotFound Unauthorized} = "Forbidden"
  @enableProxyMode bool = false
  @enableReverseDns bool = false
  + add remove clear
    @allowed bool = false
    @domainName string part
    @ipAddress string part
    @subnetMask string part = "255.255.255.255"
system.webServer/security/isapiCgiRestriction
  @notListedCgisAllowed bool = false
  @notListedIsapisAllowed bool = false
  + add remove clear
    @allowed bool ! = false
    @description string
    @groupId string
    @path string ! key
system.webServer/security/requestFiltering
  @allowDoubleEscaping bool = false
  @allowHighBitCharacters bool = true
  @removeServerHeader bool
  @unescapeQueryString bool = true
  <alwaysAllowedQueryStrings
    + add remove clear
      @queryString string ! key
  <alwaysAllowedUrls
    + add remove clear
      @url string ! key
  <denyQueryStringSequences
    + add remove clear
      @sequence string ! key
  <denyUrlSequences
    + add remove clear
      @sequence string ! key
  <fileExtensions
    @allowUnlisted bool = true
    @applyToWebDAV bool = true
    + add remove clear
      @allowed bool ! = true
      @fileExtension string ! key
  <filteringRules
    + filteringRule remove clear
      @denyUnescapedPercent bool = true
      @name string ! key
      @scanAllRaw bool = false
      @scanQueryString bool = false
      @scanUrl bool = false
      <appliesTo
        + add remove clear
          @fileExtension string ! key
      <denyStrings
        + add remove clear
          @string string ! key
      <scanHeaders
        + add remove clear
          @requestHeader string ! key
  <hiddenSegments
    @applyToWebDAV bool = true
    + add remove clear
      @segment string ! key
  <requestLimits
    @maxAllowedContentLength uint = 30000000
    @maxQueryString uint = 2048
    @maxUrl uint = 4096
    <headerLimits
      + add remove clear
        @header string ! key
        @sizeLimit uint !
  <verbs
    @allowUnlisted bool = true
    @applyToWebDAV bool = true
    + add remove clear
      @allowed bool !
      @verb string ! cs key
system.webServer/serverRuntime
  @alternateHostName string
  @appConcurrentRequestLimit uint = 5000
  @authenticatedUserOverride enum {UseAuthenticatedUser UseWorkerProcessUser} = "UseAuthenticatedUser"
  @enableNagling bool = false
  @enabled bool = true
  @frequentHitThreshold uint = 2
  @frequentHitTimePeriod timeSpan = "00:00:10"
  @maxRequestEntityAllowed uint = 4294967295
  @uploadReadAheadSize uint = 49152
`;
