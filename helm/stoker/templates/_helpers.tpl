{{- define "stoker.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{/* The release's name, with the chart's unless that is in it. Leaves room for suffixes. */}}
{{- define "stoker.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "stoker.selectorLabels" -}}
app.kubernetes.io/name: {{ include "stoker.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The pods that serve, and not that of the test. */}}
{{- define "stoker.serverLabels" -}}
{{ include "stoker.selectorLabels" . }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "stoker.labels" -}}
{{ include "stoker.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Head of an object: (dict "root" $ "suffix" "-x" "annotations" map "labels" map). */}}
{{- define "stoker.metadata" -}}
name: {{ include "stoker.fullname" .root }}{{ .suffix }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "stoker.labels" .root | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (default (dict) .annotations) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "stoker.image" -}}
{{- $i := .Values.image -}}
{{- with $i.registry }}{{ . }}/{{ end }}{{ $i.repository }}
{{- if $i.digest }}@{{ $i.digest }}{{ else }}:{{ default .Chart.AppVersion $i.tag }}{{ end -}}
{{- end -}}

{{- define "stoker.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "stoker.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* A quantity of memory in MiB, rounded down: 256Mi, 1Gi, 0.5Gi, 300M, 268435456. 0 without one. */}}
{{- define "stoker.mebibytes" -}}
{{- $q := toString . -}}
{{- $number := regexFind "^[0-9.]+" $q | default "0" | float64 -}}
{{- $unit := regexFind "[A-Za-z]*$" $q -}}
{{- $units := dict "" 1.0 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 -}}
{{- if not (hasKey $units $unit) }}{{ fail (printf "resources.limits.memory: %s is no quantity that the JVM can be sized by" $q) }}{{ end -}}
{{- divf (mulf $number (get $units $unit)) 1048576.0 | floor | int -}}
{{- end -}}

{{- define "stoker.memoryLimit" -}}
{{- $limits := default (dict) .Values.resources.limits -}}
{{- include "stoker.mebibytes" (default "0" $limits.memory) -}}
{{- end -}}

{{/* Words for the JVM that are sizes. Without a limit the image's own hold. */}}
{{- define "stoker.jvmSizes" -}}
{{- $limit := include "stoker.memoryLimit" . | int -}}
{{- if .Values.jvm.heap -}}
- -Xmx{{ .Values.jvm.heap }}
{{- else if $limit -}}
- -Xmx{{ div (mul $limit 45) 100 }}m
{{- end }}
{{- if .Values.jvm.direct }}
- -XX:MaxDirectMemorySize={{ .Values.jvm.direct }}
{{- else if $limit }}
- -XX:MaxDirectMemorySize={{ max 16 (div $limit 4) }}m
{{- end }}
{{- end -}}

{{/* Which content there is; more than one is an error. */}}
{{- define "stoker.contentKind" -}}
{{- $c := .Values.content -}}
{{- $kinds := list -}}
{{- if $c.files }}{{ $kinds = append $kinds "files" }}{{ end -}}
{{- if $c.configMap }}{{ $kinds = append $kinds "configMap" }}{{ end -}}
{{- if $c.persistence.enabled }}{{ $kinds = append $kinds "persistence" }}{{ end -}}
{{- if $c.git.enabled }}{{ $kinds = append $kinds "git" }}{{ end -}}
{{- if gt (len $kinds) 1 }}{{ fail (printf "content: only one of %s can be served" (join ", " $kinds)) }}{{ end -}}
{{- first (append $kinds "sample") -}}
{{- end -}}

{{- define "stoker.documentRoot" -}}
{{- $root := ternary "/srv/git/current" "/srv/www" (eq (include "stoker.contentKind" .) "git") -}}
{{- with .Values.content.subPath }}{{ printf "%s/%s" $root (trimSuffix "/" .) }}{{ else }}{{ $root }}{{ end -}}
{{- end -}}

{{/* Whether pods ask the API server for something; empty where they do not. */}}
{{- define "stoker.asksCluster" -}}
{{- if or (eq .Values.config.keptBy "configMap") .Values.reload.events (and .Values.fleet.enabled .Values.fleet.listPods) }}yes{{ end -}}
{{- end -}}

{{/* The ConfigMaps that a change in the console may patch, as folder=name, the later one winning. */}}
{{- define "stoker.configMaps" -}}
{{- $name := include "stoker.fullname" . -}}
{{- $maps := list -}}
{{- if .Values.config.existingHttpdConf }}{{ $maps = append $maps (printf "/etc/stoker/httpd=%s" .Values.config.existingHttpdConf) }}
{{- else if .Values.config.httpdConf }}{{ $maps = append $maps (printf "/etc/stoker/httpd=%s-httpd" $name) }}{{ end -}}
{{- range prepend .Values.config.existingFragments (printf "%s-conf" $name) }}{{ $maps = append $maps (printf "/etc/stoker/conf.d=%s" .) }}{{ end -}}
{{- range prepend .Values.config.existingVhosts (printf "%s-vhosts" $name) }}{{ $maps = append $maps (printf "/etc/stoker/vhosts.d=%s" .) }}{{ end -}}
{{- join "," $maps -}}
{{- end -}}

{{- define "stoker.fleetSecret" -}}
{{- default (printf "%s-fleet" (include "stoker.fullname" .)) .Values.fleet.existingSecret -}}
{{- end -}}

{{- define "stoker.podCount" -}}
{{- ternary .Values.autoscaling.minReplicas .Values.replicaCount .Values.autoscaling.enabled -}}
{{- end -}}

{{- define "stoker.gracePeriod" -}}
{{- add .Values.shutdown.delaySeconds .Values.shutdown.gracefulTimeoutSeconds 5 -}}
{{- end -}}

{{- define "stoker.probe" -}}
{{- $probe := omit .probe "enabled" -}}
httpGet:
  path: {{ .path }}
  port: management
{{- with $probe }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "stoker.gitSync" -}}
image: {{ .root.Values.content.git.image }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args:
  - --repo={{ required "content.git.repository is missing" .root.Values.content.git.repository }}
  - --ref={{ .root.Values.content.git.revision }}
  - --root=/srv/git
  - --link=current
  - --depth={{ .root.Values.content.git.depth }}
  {{- if .once }}
  - --one-time
  {{- else }}
  - --period={{ .root.Values.content.git.period }}
  {{- end }}
{{- with .root.Values.content.git.existingSecret }}
env:
  - name: GITSYNC_USERNAME
    valueFrom: {secretKeyRef: {name: {{ . }}, key: username}}
  - name: GITSYNC_PASSWORD
    valueFrom: {secretKeyRef: {name: {{ . }}, key: password}}
{{- end }}
securityContext:
  {{- toYaml .root.Values.containerSecurityContext | nindent 2 }}
resources:
  {{- toYaml .root.Values.content.git.resources | nindent 2 }}
volumeMounts:
  - {name: content, mountPath: /srv/git}
  - {name: tmp, mountPath: /tmp}
{{- end -}}
